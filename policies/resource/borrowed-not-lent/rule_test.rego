package interlock.rules.resource["borrowed-not-lent_test"]

import data.interlock.rules.resource["borrowed-not-lent"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Team", "metadata": {"name": "desk"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Team": {"global": {"ops": {"spec": {"shares": [{"to": "desk", "period": "2027-q1", "days": 10}]}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

loan(days) := {"name": "l", "from": "ops", "period": "2027-q1", "days": days}

test_lent if count(found({"borrows": [loan(10)]})) == 0

test_not_lent if {
	found({"borrows": [loan(11)]}) == {{
		"path": ["spec", "borrows", "l", "days"],
		"message": "team `ops` lends 10 days in 2027-q1",
		"label": "borrowed here",
	}}
}

test_more_than_there_is if {
	some finding in found({"capacity": [{"period": "2027-q1", "days": 5}], "shares": [{"period": "2027-q1", "days": 6}]})
	finding.path == ["spec", "capacity", "2027-q1", "days"]
}

test_nothing_borrowed if count(found({})) == 0
