package interlock.rules.program["wrong-intake_test"]

import data.interlock.rules.program["wrong-intake"] as rule

found(name) := report if {
	report := rule.report with input as {"region": "emea", "object": {"spec": {"origin": {"type": "reactive", "intake": name}}}}
		with data.interlock.effective as {"Workflow": {"emea": {"desk": {"spec": {"type": "intake"}}, "launch": {"spec": {"type": "campaign"}}}}}
}

test_an_intake if count(found("desk")) == 0

test_another_workflow if {
	found("launch") == {{
		"path": ["spec", "origin", "intake"],
		"message": "workflow `launch` takes in no requests",
		"label": "expected a workflow of type intake; this one is of type campaign",
		"related": [{"object": {"kind": "Workflow", "name": "launch", "region": "emea"}, "path": ["spec", "type"], "message": "the workflow"}],
	}}
}

test_unknown_is_another_finding if count(found("nothing")) == 0
