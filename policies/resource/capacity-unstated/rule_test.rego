package interlock.rules.resource["capacity-unstated_test"]

import data.interlock.rules.resource["capacity-unstated"] as rule

found(status, period) := report if {
	report := rule.report with input as {"region": "global", "object": {"spec": {"team": "crew", "status": status, "demand": [{"period": period, "days": 40}]}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.effective as {"Team": {"global": {"crew": {"spec": {"capacity": [{"period": "2027-q1", "days": 100}]}}}}}
}

test_stated if count(found("planned", "2027-q1")) == 0

test_not_stated if {
	found("planned", "2027-q2") == {{
		"path": ["spec", "demand", "2027-q2", "period"],
		"message": "team `crew` does not say how many days it has in 2027-q2",
		"label": "40 days are asked for",
		"related": [{"object": {"kind": "Team", "name": "crew", "region": "global"}, "path": ["spec", "title"], "message": "the team"}],
	}}
}

test_this_quarter if count(found("running", "2026-q4")) == 1

test_what_is_past if count(found("running", "2026-q3")) == 0

test_what_is_over if {
	count(found("done", "2027-q2")) == 0
	count(found({"state": "stopped"}, "2027-q2")) == 0
	count(found({"state": "running"}, "2027-q2")) == 1
}

test_without_a_team_is_another_rule if {
	count(rule.report) == 0 with input as {"region": "global", "object": {"spec": {"status": "planned", "demand": [{"period": "2027-q2", "days": 40}]}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.effective as {"Team": {"global": {}}}
}
