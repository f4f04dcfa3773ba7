package interlock.rules.program["no-outcomes_test"]

import data.interlock.rules.program["no-outcomes"] as rule

form(spec) := {"object": {"kind": "Program", "metadata": {"name": "p"}, "spec": object.union({"status": "planned"}, spec)}}

test_a_date_without_an_outcome if {
	rule.report == {{
		"path": ["spec", "launch"],
		"message": "the program has a date, but no outcome",
		"label": "expected `outcomes` first",
	}} with input as form({"launch": "2027-02-01", "ends": "2027-03-01"})
}

test_only_an_end if {
	some finding in rule.report with input as form({"ends": "2027-03-01"})
	finding.path == ["spec", "ends"]
}

test_no_outcome_in_the_list if {
	count(rule.report) == 1 with input as form({"launch": "2027-02-01", "outcomes": []})
}

test_outcomes if {
	count(rule.report) == 0 with input as form({"launch": "2027-02-01", "outcomes": ["dealers order online"]})
}

test_without_dates if {
	count(rule.report) == 0 with input as form({})
}

test_cancelled if {
	count(rule.report) == 0 with input as form({"launch": "2027-02-01", "status": "cancelled"})
}
