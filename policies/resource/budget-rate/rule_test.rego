package interlock.rules.resource["budget-rate_test"]

import data.interlock.rules.resource["budget-rate"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Budget", "metadata": {"name": "share"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Budget": {"global": {"all": {"spec": {"currency": "EUR", "rates": [{"currency": "USD", "rate": 0.9}]}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_rate if count(found({"within": "all", "currency": "USD"})) == 0

test_one_currency if count(found({"within": "all", "currency": "EUR"})) == 0

test_no_rate if {
	found({"within": "all", "currency": "JPY"}) == {{
		"path": ["spec", "currency"],
		"message": "budget `all` has no rate for JPY",
		"label": "the budget above is in EUR",
	}}
}

test_a_framework if count(found({"currency": "JPY"})) == 0
