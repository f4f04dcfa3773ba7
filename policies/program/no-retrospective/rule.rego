# METADATA
# title: Each program is looked back on in time
# description: |
#   What was learned is lost within weeks. The organisation has said how soon after its end a program is looked back
#   on.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Organization]
#   framework: [W7]
#   remedy: hold the retrospective, and write the day and the lessons into spec.retrospective
package interlock.rules.program["no-retrospective"]

import data.interlock.lib.keeping
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "ends"],
	"message": sprintf("program %s should have been looked back on by %s", [text.quoted(input.object.metadata.name), review.due(ends, interval)]),
	"label": sprintf("expected a `retrospective` within %s", [interval]),
} if {
	input.object.spec.status == "done"
	not input.object.spec.retrospective
	ends := input.object.spec.ends
	interval := keeping.parameter("retrospectiveWithin")
	review.overdue(ends, interval)
}
