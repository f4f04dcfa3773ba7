# METADATA
# title: Requests are sorted before they are worked on
# description: |
#   A form without somebody who sorts is a mailbox: the loudest request wins, and those that should never have been
#   made are begun all the same.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W1]
#   remedy: add a step of type review, plan or approval that waits for the request
package interlock.rules.workflow["no-triage"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": ["spec", "type"],
	"message": sprintf("nobody sorts what is asked for through %s", [text.quoted(input.object.metadata.name)]),
	"label": "expected a step of type `review`, `plan` or `approval`",
} if {
	input.object.spec.type == "intake"
	workflow.production
	count({type | type := input.object.spec.steps[_].type} & {"review", "plan", "approval"}) == 0
}
