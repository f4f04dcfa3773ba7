package interlock.rules.data["quality-dimension-missing_test"]

import data.interlock.rules.data["quality-dimension-missing"] as rule

found(core, dimensions, organization) := report if {
	report := rule.report with input.object as {
		"metadata": {"name": "lead"},
		"spec": {"core": core, "quality": [{"name": dimension, "dimension": dimension} | some dimension in dimensions]},
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": organization}}}}
}

agreed := {"qualityDimensions": ["completeness", "validity", "freshness"]}

test_missing if {
	found(true, ["validity"], agreed) == {{
		"path": ["spec", "core"],
		"message": "nobody checks the completeness and freshness of core data entity `lead`",
		"label": "expected a check of each dimension that was agreed on",
	}}
}

test_all_checked if count(found(true, ["validity", "completeness", "freshness", "uniqueness"], agreed)) == 0

test_not_core if count(found(false, ["validity"], agreed)) == 0

test_nothing_agreed if count(found(true, ["validity"], {})) == 0

test_no_check_at_all_is_another_finding if count(found(true, [], agreed)) == 0
