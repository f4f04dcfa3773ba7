package interlock.rules.program["wrong-intake_test"]

import data.interlock.rules.program["wrong-intake"] as rule

found(type, home) := report if {
	report := rule.report with input as {"home": home, "region": home, "object": {"metadata": {"name": "desk"}, "spec": {"type": type}}}
		with data.interlock.regions as {"uk": {"path": ["global", "emea", "uk"]}}
		with data.interlock.objects as {"Program": {"uk": {
			"webinar": {"spec": {"origin": {"type": "reactive", "intake": "desk"}}},
			"tour": {"spec": {"origin": {"type": "proactive"}}},
		}}}
}

test_an_intake if count(found("intake", "global")) == 0

test_another_workflow if {
	found("campaign", "emea") == {{
		"object": {"kind": "Program", "name": "webinar", "region": "uk"},
		"path": ["spec", "origin", "intake"],
		"message": "workflow `desk` takes in no requests",
		"label": "expected a workflow of type intake; this one is of type campaign",
		"related": [{"object": {"kind": "Workflow", "name": "desk", "region": "emea"}, "path": ["spec", "type"], "message": "the workflow"}],
	}}
}

test_one_of_that_name_elsewhere if count(found("campaign", "apac")) == 0
