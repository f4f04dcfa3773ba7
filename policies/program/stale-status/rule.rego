# METADATA
# title: The status of a running program is fresh
# description: |
#   Plans of other teams rest on the status. One that was true in summer is a guess in autumn.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Organization]
#   framework: [P5]
#   remedy: confirm the status and write down the day in spec.statusDate
package interlock.rules.program["stale-status"]

import data.interlock.lib.keeping
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "statusDate"],
	"message": sprintf("the status of program %s should have been confirmed by %s", [text.quoted(input.object.metadata.name), review.due(confirmed, interval)]),
	"label": sprintf("confirmed every %s", [interval]),
} if {
	input.object.spec.status == "running"
	confirmed := input.object.spec.statusDate
	interval := keeping.parameter("statusEvery")
	review.overdue(confirmed, interval)
}

report contains {
	"path": ["spec", "status"],
	"message": sprintf("program %s has no team", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `team` beside it",
} if {
	input.object.spec.status == "running"
	not input.object.spec.team
}
