package interlock.rules.technology["role-scope_test"]

import data.interlock.rules.technology["role-scope"] as rule

found(home, teams) := report if {
	report := rule.report with input as {"object": {"spec": {"teams": teams}}, "home": home, "region": home}
		with data.interlock.objects as {"Team": {"global": {"ops": {}}, "de": {"de-ops": {}}, "jp": {"jp-ops": {}}}}
		with data.interlock.regions as {
			"emea": {"path": ["global", "emea"]},
			"de": {"path": ["global", "emea", "de"]},
			"jp": {"path": ["global", "apac", "jp"]},
		}
}

test_in_scope if count(found("emea", ["ops", "de-ops"])) == 0

test_from_elsewhere if {
	found("emea", ["de-ops", "jp-ops"]) == {{
		"path": ["spec", "teams", 1],
		"message": "team `jp-ops` does not belong to emea",
		"label": "expected a team of emea, or of a region above or below",
	}}
}

test_a_global_role if count(found("global", ["jp-ops"])) == 0
