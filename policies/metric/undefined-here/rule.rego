# METADATA
# title: A metric is defined where it is shown or aimed at
# description: |
#   A dashboard that shows the number of another region shows nothing, or something else under the same name; an objective that is
#   measured by it cannot be reached. A metric is defined in its own region and below, and only there.
# custom:
#   severity: error
#   scope: object
#   kinds: [Dashboard, Objective]
#   reads: [Metric]
#   framework: [M3, M2]
#   remedy: take the metric out, or move its definition to a region above all that use it
package interlock.rules.metric["undefined-here"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "metrics", place(i, used)],
	"region": region,
	"message": sprintf("metric %s is not defined in %s", [text.quoted(name(used)), region]),
	"label": sprintf("it is a metric of %s", [text.names(homes(name(used)))]),
} if {
	some region in seen
	some i, used in input.object.spec.metrics
	not data.interlock.effective.Metric[region][name(used)]
	count(homes(name(used))) > 0 # one that nobody defines is another finding
}

# seen are the regions in which the numbers are looked at.
seen := {input.region} | {market | some market in tree.markets(input.regions)} if input.object.spec.shows == "region"

seen := {input.region} if not input.object.spec.shows == "region"

name(used) := used if is_string(used)

name(used) := used.name if is_object(used)

place(i, used) := i if is_string(used)

place(_, used) := used.name if is_object(used)

homes(metric) := sort([region | some region, metrics in data.interlock.objects.Metric; metrics[metric]])
