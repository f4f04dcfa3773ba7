package interlock.rules.resource["program-overspent_test"]

import data.interlock.rules.resource["program-overspent"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"kind": "Program", "metadata": {"name": "launch"}, "spec": spec}}
}

test_within if count(found({"budget": {"from": "all", "amount": 100, "spent": 100}})) == 0

test_overspent if {
	found({"budget": {"from": "all", "amount": 50, "spent": 60}}) == {{
		"path": ["spec", "budget", "spent"],
		"message": "program `launch` has spent 60 of 50",
		"label": "10 too much",
	}}
}

test_nothing_spent if count(found({"budget": {"from": "all", "amount": 101}})) == 0

test_no_budget if count(found({})) == 0
