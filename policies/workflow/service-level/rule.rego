# METADATA
# title: Each step has a service level
# description: |
#   How long a step may take is what the next one plans by. Without it a request has no promised day, and a delay
#   cannot be told from the normal course.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W6]
#   remedy: say how long the step may take, as in 2d
package interlock.rules.workflow["service-level"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": workflow.place(step, "serviceLevel"),
	"message": sprintf("step %s has no service level", [text.quoted(step.name)]),
	"label": "expected a `serviceLevel`",
} if {
	workflow.production
	count([i | input.object.spec.steps[i].serviceLevel]) < count(input.object.spec.steps)
	some step in input.object.spec.steps
	not step.serviceLevel
}
