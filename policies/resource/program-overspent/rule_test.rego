package interlock.rules.resource["program-overspent_test"]

import data.interlock.rules.resource["program-overspent"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Program", "metadata": {"name": "launch"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Budget": {"global": {"all": {"spec": {"amount": 100, "currency": "EUR"}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_within if count(found({"budget": {"from": "all", "amount": 100, "spent": 100}})) == 0

test_overspent if {
	found({"budget": {"from": "all", "amount": 50, "spent": 60}}) == {{
		"path": ["spec", "budget", "spent"],
		"message": "program `launch` has spent 60 of 50",
		"label": "10 too much",
	}}
}

test_more_than_there_is if {
	some finding in found({"budget": {"from": "all", "amount": 101}})
	finding.path == ["spec", "budget", "amount"]
}

test_no_budget if count(found({})) == 0
