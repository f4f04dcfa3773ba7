# METADATA
# title: The end of a program does not come as a surprise
# description: |
#   When a program ends, its team is free, its channels fall silent and its lessons are due. Whoever needs the days, the budget or
#   another season hears of it before. How long before is for the organisation to say, in notice.programs (2w if it does not).
# custom:
#   severity: warning
#   scope: object
#   kinds: [Program]
#   reads: [Organization]
#   framework: [P3]
#   remedy: let it end and plan the retrospective, or agree on a later end
package interlock.rules.program["ending-soon"]

import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "ends"],
	"message": sprintf("program %s ends on %s", [text.quoted(input.object.metadata.name), ends]),
	"label": sprintf("within %s", [review.notice.programs]),
} if {
	input.object.spec.status == "running"
	ends := input.object.spec.ends
	ends >= data.interlock.run.date # dates compare as texts
	ends <= review.ahead("programs")
}
