# METADATA
# title: Nothing launches without a quality check that can stop it
# description: |
#   The check before launch is what keeps a wrong price or a broken link from a million inboxes. It counts only if the
#   launch waits for it and if it may say no, in each region's own version of the workflow too.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [Organization]
#   framework: [W4]
#   remedy: "put a step of type quality-assurance with gate: blocking before the launch"
package interlock.rules.workflow["qa-gate"]

import data.interlock.lib.text
import data.interlock.lib.workflow

# A check that the launch waits for, but that cannot stop it.
report contains {
	"path": workflow.place(check, "gate"),
	"message": sprintf("%s can go out although %s says no", [text.quoted(launch.name), text.quoted(check.name)]),
	"label": "expected `gate: blocking`",
	"related": [related(launch)],
} if {
	some launch in unchecked
	some check in checks
	check.name in workflow.before(launch.name)
}

# A check that the launch does not wait for.
report contains {
	"path": workflow.place(launch, "dependsOn"),
	"message": sprintf("%s does not wait for a quality check", [text.quoted(launch.name)]),
	"label": sprintf("expected %s before it", [text.list([check.name | some check in checks])]),
	"related": [related(check) | some check in checks],
} if {
	some launch in unchecked
	count(checks) > 0
	count({check.name | some check in checks} & workflow.before(launch.name)) == 0
}

# No check at all: the region that dropped it is to blame, if one did.
report contains {
	"path": place,
	"message": sprintf("%s goes out without a quality check", [text.quoted(launch.name)]),
	"label": "expected a step of type `quality-assurance` with `gate: blocking` before it",
	"related": [related(launch)],
} if {
	some launch in unchecked
	count(checks) == 0
	some place in causes(launch)
}

unchecked := [launch |
	workflow.production
	input.object.spec.type in workflow.gated("qualityCheck")
	some launch in workflow.launches
	count(blocking & workflow.before(launch.name)) == 0
]

checks := [input.object.spec.steps[i] | input.object.spec.steps[i].type == "quality-assurance"]

blocking := {check.name | some check in checks; check.gate == "blocking"}

causes(_) := dropped if count(dropped) > 0

causes(launch) := {workflow.name_of(launch)} if count(dropped) == 0

dropped := {change.at |
	some change in input.changes
	change.action == "remove"
	change.list
	change.from.type == "quality-assurance"
}

related(step) := {
	"object": {"kind": "Workflow", "name": input.object.metadata.name, "region": input.region},
	"path": workflow.name_of(step),
	"message": sprintf("the %s", [noun[step.type]]),
}

noun := {"launch": "launch", "quality-assurance": "quality check"}
