# METADATA
# title: Each step has a role that is responsible
# description: |
#   A step that nobody is responsible for is done by whoever has time, or by nobody. A role is enough: who holds it is
#   the team's own matter.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W6]
#   remedy: name the role that does the step
package interlock.rules.workflow["responsible-role"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": workflow.place(step, "role"),
	"message": sprintf("nobody is responsible for step %s", [text.quoted(step.name)]),
	"label": "expected a `role`",
} if {
	workflow.production
	count([i | input.object.spec.steps[i].role]) < count(input.object.spec.steps)
	some step in input.object.spec.steps
	not step.role
}
