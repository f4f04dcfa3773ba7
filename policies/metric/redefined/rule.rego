# METADATA
# title: A metric means the same in every region
# description: |
#   A figure is compared across regions because it is counted alike. A region that changes the definition under the
#   same name, or defines its own under the name of another, makes every comparison wrong without anyone seeing it.
# custom:
#   severity: error
#   scope: object
#   kinds: [Metric]
#   reads: [Metric]
#   framework: [M1]
#   remedy: use the metric as it is, or define another one under a title of its own
package interlock.rules.metric.redefined

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": change.at,
	"message": sprintf("%s gives metric %s another %s", [
		input.region, text.quoted(input.object.metadata.name), change.at[1],
	]),
	"label": sprintf("everywhere else: %s", [text.quoted(change.from)]),
	"help": "take the change back, and define a metric of its own under a title of its own for what is counted here",
} if {
	some change in input.changes
	change.at[1] in {"definition", "formula", "unit"}
	change.from != null
}

report contains {
	"path": change.at,
	"message": sprintf("%s gives metric %s a %s of its own", [
		input.region, text.quoted(input.object.metadata.name), change.at[1],
	]),
	"label": "none elsewhere",
} if {
	some change in input.changes
	change.at[1] in {"definition", "formula", "unit"}
	object.get(change, "from", null) == null
}

report contains {
	"path": ["spec", "title"],
	"message": sprintf("%s defines %s a second time", [input.home, text.quoted(input.object.spec.title)]),
	"label": sprintf("metric %s of %s has this title", [text.quoted(name), tree.home(other)]),
	"owner": object.get(other, ["metadata", "owner"], ""),
	"related": [{
		"object": {"kind": "Metric", "name": name, "region": tree.home(other)},
		"path": ["spec", "title"],
		"message": "the metric from above",
	}],
} if {
	input.home != "global"
	input.region == input.home
	some name, other in data.interlock.effective.Metric[input.home]
	text.same(other.spec.title, input.object.spec.title)
	tree.above(tree.home(other), input.home)
}
