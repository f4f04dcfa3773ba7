package interlock.rules.governance["component-missing_test"]

import data.interlock.rules.governance["component-missing"] as rule

found(components) := report if {
	report := rule.report with input as {"object": {"spec": {"title": "Acme"}}}
		with data.interlock.objects as {"Responsibility": {"global": {"a": {}}}}
		with data.interlock.effective as {"Responsibility": {"global": {component: {"spec": {"component": component}} | some component in components}}}
}

test_all if count(found(["planning", "enablement", "infrastructure", "accountability"])) == 0

test_one_is_missing if {
	found(["accountability", "infrastructure", "planning"]) == {{
		"path": ["spec", "title"],
		"message": "nobody has assigned the activities of enablement",
		"label": "expected a global Responsibility with `component: enablement`",
	}}
}

test_a_responsibility_of_a_region_is_not_enough if count(found([])) == 4

test_not_begun if {
	count(rule.report) == 0 with input as {"object": {"spec": {"title": "Acme"}}} with data.interlock.objects as {}
		with data.interlock.effective as {}
}
