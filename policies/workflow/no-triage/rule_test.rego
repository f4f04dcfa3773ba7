package interlock.rules.workflow["no-triage_test"]

import data.interlock.rules.workflow["no-triage"] as rule

found(spec) := report if {
	report := rule.report with input.object as {
		"metadata": {"name": "ask"},
		"spec": object.union({"type": "intake", "status": "production", "steps": [{"name": "submit", "type": "request"}]}, spec),
	}
}

test_nobody_sorts if {
	found({}) == {{
		"path": ["spec", "type"],
		"message": "nobody sorts what is asked for through `ask`",
		"label": "expected a step of type `review`, `plan` or `approval`",
	}}
}

test_somebody_sorts if {
	every type in ["review", "plan", "approval"] {
		count(found({"steps": [{"name": "submit", "type": "request"}, {"name": "sort", "type": type}]})) == 0
	}
}

test_drafts_and_other_types if {
	count(found({"status": "draft"})) == 0
	count(found({"type": "campaign"})) == 0
}
