package interlock.rules.workflow["service-level_test"]

import data.interlock.rules.workflow["service-level"] as rule

form(status, steps) := {"object": {"kind": "Workflow", "metadata": {"name": "w"}, "spec": {"status": status, "steps": steps}}}

build := {"name": "build", "type": "build", "serviceLevel": "3d"}

review := {"name": "review", "type": "review"}

test_no_service_level if {
	rule.report == {{
		"path": ["spec", "steps", "review", "name"],
		"message": "step `review` has no service level",
		"label": "expected a `serviceLevel`",
	}} with input as form("production", [build, review])
}

test_all_service_levels if {
	count(rule.report) == 0 with input as form("production", [build])
}

test_a_draft_may_be_incomplete if {
	count(rule.report) == 0 with input as form("draft", [build, review])
}
