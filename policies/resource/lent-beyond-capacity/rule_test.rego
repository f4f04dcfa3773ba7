package interlock.rules.resource["lent-beyond-capacity_test"]

import data.interlock.rules.resource["lent-beyond-capacity"] as rule

found(shares) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "desk"}, "spec": {"capacity": [{"period": "2027-q1", "days": 10}], "shares": shares}}}
}

share(name, period, days) := {"name": name, "to": "x", "period": period, "days": days}

test_there if count(found([share("a", "2027-q1", 4), share("b", "2027-q1", 6)])) == 0

test_too_much if {
	found([share("a", "2027-q1", 5), share("b", "2027-q1", 6)]) == {{
		"path": ["spec", "capacity", "2027-q1", "days"],
		"message": "team `desk` lends 11 days of these",
		"label": "more than there is",
	}}
}

test_of_a_quarter_without_capacity if {
	found([share("a", "2027-q2", 5)]) == {{
		"path": ["spec", "shares", "a", "period"],
		"message": "team `desk` lends days of 2027-q2, and does not say how many it has",
		"label": "expected its `capacity` of this quarter",
	}}
}

test_nothing_lent if count(found([])) == 0
