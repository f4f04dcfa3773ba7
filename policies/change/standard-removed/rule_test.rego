package interlock.rules.change["standard-removed_test"]

import data.interlock.rules.change["standard-removed"] as rule

standard := {"name": "fundamental", "region": "global", "owner": "ops"}

entry(path, field, stance, bounds) := {"standard": standard, "field": field, "path": path, "stance": stance, "bounds": bounds}

gate := entry("spec.steps[*].gate", 0, "standardize", {})

guard(before, after) := {
	"before": before,
	"after": after,
	"objects": [{"kind": "Workflow", "name": "launch", "region": "global"}],
	"regions": ["emea", "de"],
}

edit(action, guards) := {
	"action": action, "kind": "Standard", "name": "fundamental", "previous": "fundamental", "region": "global",
	"owner": "ops", "guards": guards,
}

test_removed_with_what_it_held if {
	{{
		"path": ["metadata", "name"],
		"message": "standard `fundamental` is removed, and nothing else holds `spec.steps[*].gate`",
		"label": "it held them for 1 object",
		"help": "loosen it first, in a change that ops approves, and remove it once it holds nothing; or let another standard hold the same",
	}} == rule.report with input as edit("deleted", [guard(gate, [])])
}

test_an_owner_is_not_needed if {
	some finding in rule.report with input as object.union(edit("deleted", [guard(gate, [])]), {"owner": ""})
	contains(finding.help, "that its owner approves")
}

test_held_by_another_one if count(rule.report) == 0 with input as edit("deleted", [guard(gate, [gate])])

test_it_held_nothing if count(rule.report) == 0 with input as edit("deleted", [])

test_it_left_everything_to_the_regions if {
	count(rule.report) == 0 with input as edit("deleted", [guard(entry("spec.title", 0, "localize", {}), [])])
}

test_a_changed_one_is_not_removed if count(rule.report) == 0 with input as edit("changed", [guard(gate, [])])
