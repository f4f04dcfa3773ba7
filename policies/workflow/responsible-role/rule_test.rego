package interlock.rules.workflow["responsible-role_test"]

import data.interlock.rules.workflow["responsible-role"] as rule

form(status, steps) := {"object": {"kind": "Workflow", "metadata": {"name": "w"}, "spec": {"status": status, "steps": steps}}}

build := {"name": "build", "type": "build", "role": "campaign builder"}

review := {"name": "review", "type": "review"}

test_no_role if {
	rule.report == {{
		"path": ["spec", "steps", "review", "name"],
		"message": "nobody is responsible for step `review`",
		"label": "expected a `role`",
	}} with input as form("production", [build, review])
}

test_all_roles if {
	count(rule.report) == 0 with input as form("production", [build])
}

test_a_draft_may_be_incomplete if {
	count(rule.report) == 0 with input as form("draft", [build, review])
}
