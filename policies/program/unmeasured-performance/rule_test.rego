package interlock.rules.program["unmeasured-performance_test"]

import data.interlock.rules.program["unmeasured-performance"] as rule

form(spec) := {"object": {
	"kind": "Program",
	"metadata": {"name": "p"},
	"spec": object.union({"focus": "performance", "status": "planned"}, spec),
}}

test_nothing_measures_it if {
	rule.report == {{
		"path": ["spec", "focus"],
		"message": "the program is for performance, but nothing measures it",
		"label": "expected `metrics` with a target",
	}} with input as form({})
}

test_no_metric_in_the_list if {
	count(rule.report) == 1 with input as form({"metrics": []})
}

test_a_metric_without_a_target if {
	count(rule.report) == 1 with input as form({"metrics": [{"name": "cost-per-lead", "target": ""}]})
}

test_measured if {
	count(rule.report) == 0 with input as form({"metrics": [{"name": "cost-per-lead", "target": 40}]})
}

test_brand_needs_no_metric if {
	count(rule.report) == 0 with input as form({"focus": "brand"})
}

test_cancelled if {
	count(rule.report) == 0 with input as form({"status": "cancelled"})
}
