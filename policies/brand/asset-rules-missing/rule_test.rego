package interlock.rules.brand["asset-rules-missing_test"]

import data.interlock.rules.brand["asset-rules-missing"] as rule

found(class, practice) := report if {
	report := rule.report with input.object as {"metadata": {"name": "vault"}, "spec": {"classes": [object.union({"name": "films"}, class)]}}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": practice}}}}
}

all_of_it := {"assetPractice": ["naming", "versions", "rights", "expiry"]}

test_missing if {
	found({"naming": "x", "expiry": "1y"}, all_of_it) == {{
		"path": ["spec", "classes", "films", "name"],
		"message": "asset class `films` says nothing about versions and rights",
		"label": "expected `versions` and `rights` beside the name",
	}}
}

test_complete if count(found({"naming": "x", "versions": "y", "rights": "z", "expiry": "1y"}, all_of_it)) == 0

test_nothing_is_asked if count(found({}, {})) == 0

test_less_is_asked if count(found({"naming": "x"}, {"assetPractice": ["naming"]})) == 0
