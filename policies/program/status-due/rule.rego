# METADATA
# title: The status of a running program is confirmed in time
# description: |
#   In a few days the status is too old to plan by. Whoever carries the program confirms it before others have to ask. How many
#   days before is for the organisation to say, in notice.status (3d if it does not).
# custom:
#   severity: warning
#   scope: object
#   kinds: [Program]
#   reads: [Organization]
#   framework: [P5]
#   remedy: confirm the status and write down the day in spec.statusDate
package interlock.rules.program["status-due"]

import data.interlock.lib.keeping
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "statusDate"],
	"message": sprintf("the status of program %s is to be confirmed by %s", [text.quoted(input.object.metadata.name), review.due(confirmed, interval)]),
	"label": sprintf("confirmed every %s", [interval]),
} if {
	input.object.spec.status == "running"
	confirmed := input.object.spec.statusDate
	interval := keeping.parameter("statusEvery")
	review.soon(confirmed, interval, review.notice.status)
}
