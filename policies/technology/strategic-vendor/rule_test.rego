package interlock.rules.technology["strategic-vendor_test"]

import data.interlock.rules.technology["strategic-vendor"] as rule

found(home, supplies) := report if {
	report := rule.report with input as {"object": {"spec": {"supplies": supplies}}, "home": home, "region": home}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"strategicServices": ["crm"], "brandBound": ["content"]}}}}}
}

test_regional if {
	found("emea", ["print", "crm"]) == {{
		"path": ["spec", "supplies", 1],
		"message": "emea contracts `crm`, which is bought globally",
		"label": "a strategic service",
	}}
}

test_global if count(found("global", ["crm"])) == 0

test_local_services if count(found("emea", ["print"])) == 0
