package interlock.rules.technology["strategic-vendor_test"]

import data.interlock.rules.technology["strategic-vendor"] as rule

found(home, supplies) := found_with(home, supplies, {"emea": "regional", "global": "strategic"}[home])

found_with(home, supplies, relationship) := report if {
	report := rule.report with input as {"object": {"spec": {"supplies": supplies, "relationship": relationship}}, "home": home, "region": home}
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

test_a_strategic_relationship_of_a_region if {
	some finding in found_with("emea", ["print"], "strategic")
	finding.message == "emea keeps a strategic relationship"
}

test_a_regional_relationship_at_headquarters if {
	some finding in found_with("global", ["print"], "regional")
	finding.path == ["spec", "relationship"]
	finding.label == "expected a vendor of the region"
}
