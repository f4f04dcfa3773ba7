# METADATA
# title: A step waits only for steps that exist
# description: |
#   A step that waits for one nobody does either never starts, or starts without what it needed. This happens most
#   when a step is renamed, or dropped in one region.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W3]
#   remedy: name a step of the workflow, or take the dependency away
package interlock.rules.workflow["unknown-step"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": place(waiting),
	"message": sprintf("step %s waits for %s, which is no step of this workflow", [
		text.quoted(waiting.step), text.quoted(waiting.missing),
	]),
	"label": sprintf("expected one of %s", [text.list(waiting.others)]),
} if {
	some missing in unknown
	some step in input.object.spec.steps
	some i, name in step.dependsOn
	name == missing
	waiting := {"step": step.name, "position": i, "missing": missing, "others": sort(workflow.names - {step.name})}
}

unknown := {name | name := input.object.spec.steps[_].dependsOn[_]} - workflow.names

# place is the line that drops the step in this region, or else the one that waits for it.
place(waiting) := removals(waiting.missing)[0] if count(removals(waiting.missing)) > 0

place(waiting) := ["spec", "steps", waiting.step, "dependsOn", waiting.position] if count(removals(waiting.missing)) == 0

removals(name) := [change.at |
	some change in input.changes
	change.action == "remove"
	change.at == ["spec", "steps", name]
]
