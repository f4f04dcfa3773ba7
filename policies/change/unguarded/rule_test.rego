package interlock.rules.change.unguarded_test

import data.interlock.rules.change.unguarded as rule

standard := {"name": "fundamental", "region": "global", "owner": "ops"}

entry(path, field, stance, bounds) := {"standard": standard, "field": field, "path": path, "stance": stance, "bounds": bounds}

gate := entry("spec.steps[*].gate", 0, "standardize", {})

guard(before, after) := {
	"before": before,
	"after": after,
	"objects": [{"kind": "Workflow", "name": "launch", "region": "global"}],
	"regions": ["emea", "de"],
}

edit(kind, guards) := {
	"action": "changed", "kind": kind, "name": "launch", "previous": "launch", "region": "global", "owner": "campaigns",
	"guards": guards,
}

test_the_label_is_dropped if {
	{{
		"path": ["metadata", "labels"],
		"message": "standard `fundamental` no longer holds `spec.leadTime` and `spec.steps[*].gate` of `launch`",
		"owner": "ops",
		"related": [
			{
				"object": {"kind": "Standard", "name": "fundamental", "region": "global"},
				"path": ["spec", "for"],
				"message": "what it selects",
			},
			{
				"base": true,
				"object": {"kind": "Workflow", "name": "launch", "region": "global"},
				"path": ["metadata", "labels"],
				"message": "before",
			},
		],
	}} == rule.report with input as edit("Workflow", [guard(gate, []), guard(entry("spec.leadTime", 1, "standardize", {}), [])])
}

test_another_standard_holds_it if count(rule.report) == 0 with input as edit("Workflow", [guard(gate, [gate])])

test_the_standard_itself_is_another_rule if count(rule.report) == 0 with input as edit("Standard", [guard(gate, [])])
