package interlock.rules.workflow["qa-gate_test"]

import data.interlock.rules.workflow["qa-gate"] as rule

form(spec, changes) := {
	"object": {
		"kind": "Workflow",
		"metadata": {"name": "campaign-request"},
		"spec": object.union({"type": "campaign", "status": "production"}, spec),
	},
	"home": "global",
	"region": "emea",
	"regions": ["emea"],
	"changes": changes,
}

build := {"name": "build", "type": "build"}

check(gate) := {"name": "qa-review", "type": "quality-assurance", "gate": gate, "dependsOn": ["build"]}

sign_off := {"name": "sign-off", "type": "approval", "dependsOn": ["qa-review"]}

launch(needs) := {"name": "launch", "type": "launch", "dependsOn": needs}

test_checked_by_way_of_another_step if {
	count(rule.report) == 0 with input as form({"steps": [build, check("blocking"), sign_off, launch(["sign-off"])]}, [])
}

test_a_gate_that_cannot_stop if {
	rule.report == {{
		"path": ["spec", "steps", "qa-review", "gate"],
		"message": "`launch` can go out although `qa-review` says no",
		"label": "expected `gate: blocking`",
		"related": [{
			"object": {"kind": "Workflow", "name": "campaign-request", "region": "emea"},
			"path": ["spec", "steps", "launch", "name"],
			"message": "the launch",
		}],
	}} with input as form({"steps": [build, check("advisory"), launch(["qa-review"])]}, [])
}

test_a_check_without_a_gate if {
	ungated := object.remove(check(""), ["gate"])
	some finding in rule.report with input as form({"steps": [build, ungated, launch(["qa-review"])]}, [])
	finding.path == ["spec", "steps", "qa-review", "name"]
}

test_a_launch_that_does_not_wait if {
	some finding in rule.report with input as form({"steps": [build, check("blocking"), launch(["build"])]}, [])
	finding.path == ["spec", "steps", "launch", "dependsOn"]
	finding.message == "`launch` does not wait for a quality check"
	finding.label == "expected `qa-review` before it"
}

test_no_check_at_all if {
	some finding in rule.report with input as form({"steps": [build, launch(["build"])]}, [])
	finding.path == ["spec", "steps", "launch", "name"]
	finding.message == "`launch` goes out without a quality check"
}

test_dropped_in_a_region if {
	removed := {"action": "remove", "path": "spec.steps[qa-review]", "at": ["spec", "steps", "qa-review"], "list": true, "from": check("blocking")}
	some finding in rule.report with input as form({"steps": [build, launch(["build"])]}, [removed])
	finding.path == ["spec", "steps", "qa-review"]
}

test_each_launch_needs_one if {
	second := {"name": "second-wave", "type": "launch", "dependsOn": ["build"]}
	some finding in rule.report with input as form({"steps": [build, check("blocking"), launch(["qa-review"]), second]}, [])
	finding.path == ["spec", "steps", "second-wave", "dependsOn"]
}

test_one_of_two_checks_is_enough if {
	spelling := {"name": "spelling", "type": "quality-assurance", "gate": "advisory"}
	steps := [build, spelling, check("blocking"), launch(["qa-review", "spelling"])]
	count(rule.report) == 0 with input as form({"steps": steps}, [])
}

test_content_too if {
	count(rule.report) == 1 with input as form({"type": "content", "steps": [build, launch(["build"])]}, [])
}

test_other_types_and_drafts if {
	count(rule.report) == 0 with input as form({"type": "intake", "steps": [build, launch(["build"])]}, [])
	count(rule.report) == 0 with input as form({"status": "draft", "steps": [build, launch(["build"])]}, [])
}

test_without_a_launch if {
	count(rule.report) == 0 with input as form({"steps": [build]}, [])
}
