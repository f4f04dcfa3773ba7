package interlock.rules.resource["no-score_test"]

import data.interlock.rules.resource["no-score"] as rule

found(status, names) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "spring"}, "spec": {"title": "Spring", "status": status, "priority": {"scores": [{"name": name, "score": 5} | some name in names]}}}}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"prioritization": {"criteria": [{"name": "outcome"}, {"name": "effort"}]}}}}}}
}

test_scored if count(found("planned", ["effort", "outcome"])) == 0

test_no_score if {
	found("proposed", []) == {{
		"path": ["spec", "title"],
		"message": "program `spring` has no score",
		"label": "expected a `priority` with scores for `effort` and `outcome`",
	}}
}

test_one_is_missing if {
	found("planned", ["effort"]) == {{
		"path": ["spec", "priority", "scores"],
		"message": "program `spring` has no score for `outcome`",
		"label": "expected one for each criterion",
	}}
}

test_no_such_criterion if {
	found("running", ["effort", "outcome", "volume"]) == {{
		"path": ["spec", "priority", "scores", "volume", "name"],
		"message": "`volume` is no criterion of the organisation",
		"label": "expected `effort` and `outcome`",
	}}
}

test_over if count(found("done", [])) == 0

test_no_criteria_yet if {
	count(rule.report) == 0 with input as {"object": {"metadata": {"name": "spring"}, "spec": {"title": "Spring", "status": "planned"}}}
		with data.interlock.objects as {}
}
