package interlock.rules.resource["over-capacity_test"]

import data.interlock.rules.resource["over-capacity"] as rule

asking(days) := {"spec": {"team": "ops", "demand": [{"period": "2027-q1", "days": days}]}}

found(programs, initiatives) := report if {
	teams := {"ops": {"metadata": {"name": "ops"}, "spec": {"capacity": [{"period": "2027-q1", "days": 100}], "shares": [{"name": "s", "period": "2027-q1", "days": 20}]}}}
	report := rule.report with input as {}
		with data.interlock.objects as {"Team": {"global": teams}, "Program": {"global": programs}, "Initiative": {"global": initiatives}}
		with data.interlock.effective as {"Team": {"global": teams}}
}

test_fits if count(found({"a": asking(40)}, {"b": asking(40)})) == 0

test_too_much if {
	found({"a": asking(41)}, {"b": asking(40)}) == {{
		"object": {"kind": "Team", "name": "ops", "region": "global"},
		"path": ["spec", "capacity", "2027-q1", "days"],
		"message": "team `ops` is asked for 81 days in 2027-q1",
		"label": "80 are there",
		"related": [
			{"object": {"kind": "Initiative", "name": "b", "region": "global"}, "path": ["spec", "demand", "2027-q1", "days"], "message": "40 days"},
			{"object": {"kind": "Program", "name": "a", "region": "global"}, "path": ["spec", "demand", "2027-q1", "days"], "message": "41 days"},
		],
	}}
}

test_done_asks_for_nothing if count(found({"a": object.union(asking(90), {"spec": {"status": "done"}})}, {})) == 0

test_nothing_asked if count(found({}, {})) == 0
