package interlock.rules.program["no-team_test"]

import data.interlock.rules.program["no-team"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "talks"}, "spec": spec}}
}

test_with_a_team if count(found({"status": "running", "team": "ops"})) == 0

test_without_a_team if {
	found({"status": "running"}) == {{"path": ["spec", "status"], "message": "program `talks` has no team", "label": "expected a `team` beside it"}}
	count(found({"status": "planned"})) == 1
}

test_an_idea_needs_no_team if count(found({"status": "proposed", "demand": []})) == 0

test_an_idea_that_takes_days if count(found({"status": "proposed", "demand": [{"period": "2027-q1", "days": 10}]})) == 1

test_what_is_over if {
	count(found({"status": "done"})) == 0
	count(found({"status": "cancelled"})) == 0
}
