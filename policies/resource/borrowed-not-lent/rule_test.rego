package interlock.rules.resource["borrowed-not-lent_test"]

import data.interlock.rules.resource["borrowed-not-lent"] as rule

found(borrows) := report if {
	report := rule.report with input as {"region": "emea", "object": {"kind": "Team", "metadata": {"name": "desk", "region": "emea"}, "spec": {"borrows": borrows}}}
		with data.interlock.objects as {"Team": {"emea": {"desk": {}}, "apac": {"ops": {"spec": {"shares": [
			{"to": "desk", "period": "2027-q1", "days": 10},
			{"to": "others", "period": "2027-q1", "days": 50},
			{"to": "desk", "period": "2027-q2", "days": 50},
		]}}}}}
}

loan(name, days) := {"name": name, "from": "ops", "period": "2027-q1", "days": days}

test_lent_by_a_team_of_another_region if count(found([loan("l", 10)])) == 0

test_not_lent if {
	found([loan("l", 11)]) == {{
		"path": ["spec", "borrows", "l", "days"],
		"message": "team `ops` lends 10 days in 2027-q1",
		"label": "borrowed here",
		"related": [{"object": {"kind": "Team", "name": "ops", "region": "apac"}, "path": ["spec", "title"], "message": "the lender"}],
	}}
}

test_two_loans_count_together if {
	found_ := found([loan("a", 6), loan("b", 5)])
	count(found_) == 2
	some finding in found_
	finding.label == "11 days are borrowed in all"
	count(found([loan("a", 6), loan("b", 4)])) == 0
}

test_lent_by_nobody if count(found([object.union(loan("l", 1), {"from": "strangers"})])) == 1

test_nothing_borrowed if count(found([])) == 0
