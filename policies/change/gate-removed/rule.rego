# METADATA
# title: A gate that work relies on is not taken away
# description: |
#   A blocking step or an approval is there because something went wrong without it. Everybody further down the
#   workflow counts on it, and does not look again.
# custom:
#   severity: error
#   scope: change
#   kinds: [Workflow]
#   framework: [S8, W4, W5]
#   remedy: keep the gate or put another of its type in its place; for an agreed exception write a waiver that the owner approves
package interlock.rules.change["gate-removed"]

import data.interlock.lib.change
import data.interlock.lib.text

rank := {"none": 0, "advisory": 1, "blocking": 2}

steps(workflow) := {step.name: step | some step in object.get(workflow.spec, "steps", [])}

gate(step) := object.get(step, "gate", "none")

# relied is true of a workflow that work goes through, before and after.
relied if {
	input.action in {"changed", "renamed"}
	object.get(input.before.spec, "status", "production") == "production"
	object.get(input.after.spec, "status", "production") == "production"
}

report contains {
	"path": ["spec", "steps", name, "gate"],
	"message": sprintf("step %s no longer stops what comes after it", [text.quoted(name)]),
	"label": sprintf("%s before", [text.quoted(gate(step))]),
	"related": [change.base(["spec", "steps", name, "gate"], "before")],
} if {
	relied
	some name, step in steps(input.before)
	now := steps(input.after)[name]
	rank[gate(step)] == 2
	rank[gate(now)] < 2
}

report contains {
	"path": ["spec", "steps"],
	"message": sprintf("step %s, which stopped what came after it, is removed, and no other of its type takes its place", [
		text.quoted(name),
	]),
	"related": [change.base(["spec", "steps", name, "gate"], "before")],
} if {
	relied
	some name, step in steps(input.before)
	not steps(input.after)[name]
	gate(step) == "blocking"
	not replaced(step)
}

report contains {
	"path": ["spec", "steps", name, "approvals"],
	"message": sprintf("step %s no longer asks for the approval %s", [text.quoted(name), text.quoted(approval.name)]),
	"label": sprintf("%s agreed before", [text.quoted(approval.role)]),
	"related": [change.base(["spec", "steps", name, "approvals", approval.name], "before")],
} if {
	relied
	some name, step in steps(input.before)
	now := steps(input.after)[name]
	some approval in step.approvals
	not approved(now, approval)
}

# replaced is true of a step for which there is a new one that does the same.
replaced(step) if {
	some name, now in steps(input.after)
	not steps(input.before)[name]
	now.type == step.type
	gate(now) == "blocking"
}

# approved is true where an approval is kept, under its name or another one for the same role.
approved(step, approval) if {
	some kept in step.approvals
	kept.name == approval.name
}

approved(step, approval) if {
	some kept in step.approvals
	kept.role == approval.role
}
