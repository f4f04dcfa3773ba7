# METADATA
# title: The status of a running program is fresh
# description: |
#   Plans of other teams rest on the status. One that was true in summer is a guess in autumn. The organisation says how old a
#   status may be.
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
	review.overdue(confirmed, interval)
}

report contains {
	"path": ["spec", "statusDate"],
	"message": sprintf("the status of program %s was confirmed on a day to come", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("today is %s", [data.interlock.run.date]),
} if {
	input.object.spec.statusDate > data.interlock.run.date # dates compare as texts
}

report contains {
	"path": ["spec", "status"],
	"message": sprintf("nobody says as of when program %s is running", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `statusDate` beside it",
} if {
	input.object.spec.status == "running"
	not input.object.spec.statusDate
	interval
}

interval := keeping.parameter("statusEvery")
