package interlock.rules.resource["budget-exceeded_test"]

import data.interlock.rules.resource["budget-exceeded"] as rule

share(amount, currency) := {"metadata": {"name": "s", "region": "emea"}, "spec": {"amount": amount, "currency": currency, "within": "all"}}

whole := {"metadata": {"name": "all"}, "spec": {"amount": 100, "currency": "EUR", "rates": [{"currency": "USD", "rate": 0.5}]}}

found(shares) := report if {
	budgets := object.union({"all": whole}, shares)
	report := rule.report with input as {}
		with data.interlock.objects as {"Budget": {"global": {"all": whole}, "emea": shares}}
		with data.interlock.effective as {"Budget": {"global": {"all": whole}, "emea": budgets}}
}

test_fits if count(found({"a": share(60, "EUR"), "b": share(80, "USD")})) == 0

test_exceeds if {
	found({"a": share(60, "EUR"), "b": share(90, "USD")}) == {{
		"object": {"kind": "Budget", "name": "all", "region": "global"},
		"path": ["spec", "amount"],
		"message": "the shares of budget `all` add up to EUR 105",
		"label": "5 more than there is",
		"related": [
			{"object": {"kind": "Budget", "name": "a", "region": "emea"}, "path": ["spec", "amount"], "message": "a share"},
			{"object": {"kind": "Budget", "name": "b", "region": "emea"}, "path": ["spec", "amount"], "message": "a share"},
		],
	}}
}

test_two_equal_shares_count_twice if count(found({"a": share(60, "EUR"), "b": share(60, "EUR")})) == 1

test_no_shares if count(found({})) == 0
