package interlock.rules.resource["budget-period_test"]

import data.interlock.rules.resource["budget-period"] as rule

found(from, to) := report if {
	report := rule.report with input as {"region": "emea", "object": {"metadata": {"name": "emea"}, "spec": {"within": "all", "from": from, "to": to}}}
		with data.interlock.effective as {"Budget": {"emea": {"all": {"spec": {"from": "2028-01-01", "to": "2028-12-31"}}}}}
}

test_the_same_year if count(found("2028-01-01", "2028-12-31")) == 0

test_a_quarter_with_a_leap_day if count(found("2028-02-29", "2028-05-31")) == 0

test_begins_earlier if {
	found("2027-12-01", "2028-12-31") == {{
		"path": ["spec", "from"],
		"message": "budget `all` begins on 2028-01-01",
		"label": "the share of it begins on 2027-12-01",
		"related": [{"object": {"kind": "Budget", "name": "all", "region": "emea"}, "path": ["spec", "from"], "message": "the budget"}],
	}}
}

test_ends_later if {
	some finding in found("2028-01-01", "2029-01-31")
	finding.message == "budget `all` ends on 2028-12-31"
	finding.label == "the share of it ends on 2029-01-31"
}

test_both if count(found("2027-01-01", "2029-12-31")) == 2

test_reversed if {
	some finding in found("2028-06-01", "2028-05-31")
	finding.message == "budget `emea` ends before it begins"
}

test_a_framework if {
	count(rule.report) == 0 with input as {"region": "global", "object": {"metadata": {"name": "all"}, "spec": {"from": "2028-01-01", "to": "2028-12-31"}}}
		with data.interlock.effective as {"Budget": {"global": {}}}
}
