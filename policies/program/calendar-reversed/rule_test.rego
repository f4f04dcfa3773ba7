package interlock.rules.program["calendar-reversed_test"]

import data.interlock.rules.program["calendar-reversed"] as rule

found(list, from, to) := report if {
	report := rule.report with input as {"object": {"spec": {list: [{"name": "year-end", "from": from, "to": to}]}}}
}

test_in_order if count(found("blackouts", "2026-12-21", "2027-01-06")) == 0

test_one_day if count(found("events", "2028-02-29", "2028-02-29")) == 0

test_reversed if {
	found("blackouts", "2026-12-21", "2026-01-06") == {{
		"path": ["spec", "blackouts", "year-end", "to"],
		"message": "blackout `year-end` ends before it begins",
		"label": "begins on 2026-12-21",
	}}
	count(found("events", "2027-03-01", "2027-02-28")) == 1
}

test_empty if count(rule.report) == 0 with input as {"object": {"spec": {}}}
