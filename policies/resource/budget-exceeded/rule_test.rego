package interlock.rules.resource["budget-exceeded_test"]

import data.interlock.rules.resource["budget-exceeded"] as rule

share(amount, currency) := {"metadata": {"name": "s", "region": "emea"}, "spec": {"amount": amount, "currency": currency, "within": "all"}}

whole := {"metadata": {"name": "all"}, "spec": {"amount": 100, "currency": "EUR", "rates": [{"currency": "USD", "rate": 0.5}, {"currency": "JPY", "rate": 0.0061}]}}

found(shares) := paying(shares, {})

paying(shares, programs) := report if {
	budgets := object.union({"all": whole}, shares)
	report := rule.report with input as {}
		with data.interlock.objects as {"Budget": {"global": {"all": whole}, "emea": shares}}
		with data.interlock.effective as {"Budget": {"global": {"all": whole}, "emea": budgets}, "Program": programs}
}

program(status, from, amount) := {"spec": {"status": status, "budget": {"from": from, "amount": amount}}}

test_fits if count(found({"a": share(60, "EUR"), "b": share(80, "USD")})) == 0

test_exceeds if {
	found({"a": share(60, "EUR"), "b": share(90, "USD")}) == {{
		"object": {"kind": "Budget", "name": "all", "region": "global"},
		"path": ["spec", "amount"],
		"message": "budget `all` gives away EUR 105",
		"label": "5 more than there is",
		"related": [
			{"object": {"kind": "Budget", "name": "a", "region": "emea"}, "path": ["spec", "amount"], "message": "a share"},
			{"object": {"kind": "Budget", "name": "b", "region": "emea"}, "path": ["spec", "amount"], "message": "a share"},
		],
	}}
}

test_two_equal_shares_count_twice if count(found({"a": share(60, "EUR"), "b": share(60, "EUR")})) == 1

test_no_shares if count(found({})) == 0

test_rates_that_do_not_come_out_even if {
	count(found({"a": share(16393.4426, "JPY")})) == 0
	count(found({"a": share(16393.45, "JPY")})) == 0
	count(found({"a": share(16396, "JPY")})) == 1
}

test_programs_count if {
	count(paying({"a": share(60, "EUR")}, {"global": {"p": program("planned", "all", 40)}})) == 0
	some finding in paying({"a": share(60, "EUR")}, {"global": {"p": program("running", "all", 41)}})
	finding.message == "budget `all` gives away EUR 101"
	finding.related[1] == {
		"object": {"kind": "Program", "name": "p", "region": "global"},
		"path": ["spec", "budget", "amount"],
		"message": "a program",
	}
}

test_programs_of_a_share if {
	some finding in paying({"a": share(60, "EUR")}, {"emea": {"p": program("running", "a", 61)}})
	finding.object == {"kind": "Budget", "name": "a", "region": "emea"}
}

test_regions_that_take_it_over_pay_once if {
	count(paying({}, {"global": {"p": program("planned", "all", 80)}, "emea": {"p": program("planned", "all", 80)}})) == 0
}

test_cancelled_costs_nothing if count(paying({}, {"global": {"p": program("cancelled", "all", 180)}})) == 0
