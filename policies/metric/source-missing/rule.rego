# METADATA
# title: The source of a metric is there where the metric is
# description: |
#   A market that does not have the platform a metric comes from counts by hand, or reports nothing; in both cases its figure is not the
#   one that it is compared with. Each market has a finding of its own, so that a waiver of one
#   excuses no other.
# custom:
#   severity: error
#   scope: object
#   kinds: [Metric]
#   reads: [Platform]
#   framework: [M1]
#   remedy: let the platform be effective there, take the metric out there, or define another metric from the source that is there
package interlock.rules.metric["source-missing"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "source"],
	"region": market,
	"message": sprintf("platform %s is not there in %s", [text.quoted(input.object.spec.source), market]),
	"label": "expected a source that each market has",
} if {
	some market in without(input.regions, input.object.spec.source)
}

# without are the markets of some regions that do not have a platform; one that nobody has is another finding.
without(regions, source) := [market | some market in tree.markets(regions); not data.interlock.effective.Platform[market][source]] if {
	source in known
}

known := {name | some platforms in data.interlock.objects.Platform; some name, _ in platforms}
