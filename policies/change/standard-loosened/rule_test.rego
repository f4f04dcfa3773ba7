package interlock.rules.change["standard-loosened_test"]

import data.interlock.rules.change["standard-loosened"] as rule

standard := {"name": "fundamental", "region": "global", "owner": "ops"}

entry(path, field, stance, bounds) := {"standard": standard, "field": field, "path": path, "stance": stance, "bounds": bounds}

gate := entry("spec.steps[*].gate", 0, "standardize", {})

guard(before, after) := {
	"before": before,
	"after": after,
	"objects": [{"kind": "Workflow", "name": "launch", "region": "global"}],
	"regions": ["emea", "de"],
}

level := entry("spec.steps[*].serviceLevel", 1, "bounded", {"maximum": "4d"})

rest := entry("spec", -1, "standardize", {})

fields := [{"path": "spec.steps[*].gate", "stance": "standardize"}, {"path": "spec.steps[*].serviceLevel", "stance": "bounded", "maximum": "4d"}]

edit(after, guards) := {
	"action": "changed", "kind": "Standard", "name": "fundamental", "previous": "fundamental", "region": "global",
	"owner": "ops", "guards": guards,
	"before": {"spec": {"fields": fields, "otherwise": "standardize"}},
	"after": {"spec": after},
}

test_a_field_that_holds_less if {
	now := entry("spec.steps[*].serviceLevel", 1, "bounded", {"maximum": "1w"})
	after := {"fields": [fields[0], {"path": "spec.steps[*].serviceLevel", "stance": "bounded", "maximum": "1w"}], "otherwise": "standardize"}
	{{
		"path": ["spec", "fields", "spec.steps[*].serviceLevel", "stance"],
		"message": "`spec.steps[*].serviceLevel` is held less than before, for 1 object in 2 regions",
		"label": "before: at most `4d`; now: at most `1w`",
		"related": [{
			"base": true,
			"object": {"kind": "Standard", "name": "fundamental", "region": "global"},
			"path": ["spec", "fields", "spec.steps[*].serviceLevel", "stance"],
			"message": "before",
		}],
	}} == rule.report with input as edit(after, [guard(level, [now])])
}

test_a_field_that_is_gone if {
	some finding in rule.report with input as edit({"fields": [fields[1]]}, [guard(gate, [])])
	finding.path == ["spec", "fields"]
	finding.label == "before: the same everywhere; now: left to the regions"
}

test_all_fields_are_gone if {
	some finding in rule.report with input as edit({"otherwise": "localize"}, [guard(gate, [])])
	finding.path == ["spec", "fields"]
}

test_a_selector_that_is_narrower if {
	some finding in rule.report with input as edit({"fields": fields, "otherwise": "standardize"}, [guard(gate, [])])
	finding.path == ["spec", "for"]
}

test_otherwise if {
	some finding in rule.report with input as edit({"fields": fields, "otherwise": "localize"}, [guard(rest, [])])
	finding.path == ["spec", "otherwise"]
}

test_otherwise_as_before if {
	some finding in rule.report with input as edit({"fields": fields, "otherwise": "standardize"}, [guard(rest, [])])
	finding.path == ["spec", "for"]
}

test_it_holds_more if {
	now := entry("spec.steps[*].serviceLevel", 1, "standardize", {})
	count(rule.report) == 0 with input as edit({"fields": fields}, [guard(level, [now])])
}
