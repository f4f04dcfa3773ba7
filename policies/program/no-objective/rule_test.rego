package interlock.rules.program["no-objective_test"]

import data.interlock.rules.program["no-objective"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "spring"}, "spec": spec}}
		with data.interlock.objects as {"Objective": {"global": {"grow": {}}}}
}

test_serves_one if count(found({"status": "planned", "objective": "grow"})) == 0

test_serves_none if {
	found({"status": "planned"}) == {{
		"path": ["spec", "title"],
		"message": "program `spring` serves no objective",
		"label": "expected an `objective` beside the title",
	}}
}

test_over if count(found({"status": "done"})) == 0

test_no_objectives_yet if {
	count(rule.report) == 0 with input as {"object": {"metadata": {"name": "spring"}, "spec": {"status": "planned"}}}
		with data.interlock.objects as {}
}
