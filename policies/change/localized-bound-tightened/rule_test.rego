package interlock.rules.change["localized-bound-tightened_test"]

import data.interlock.rules.change["localized-bound-tightened"] as rule

localized(was, now) := object.union(
	{
		"object": {"kind": "Workflow", "name": "launch", "region": "emea"},
		"above": "global",
		"localization": {"name": "launch", "region": "emea", "owner": "emea-ops"},
		"path": "spec.steps[check].serviceLevel",
		"at": ["spec", "steps", "check", "serviceLevel"],
		"was": object.union({"at": ["spec", "steps", "check", "serviceLevel"], "to": "3d", "from": "2d", "governed": []}, was),
	},
	now,
)

entry(stance, bounds) := {
	"standard": {"name": "fundamental", "region": "global", "owner": "ops"}, "field": 1,
	"path": "spec.steps[*].serviceLevel", "stance": stance, "bounds": bounds,
}

found(before, after) := report if {
	report := rule.report with input as {"localized": [localized({"action": "set", "governed": before}, {"now": {"action": "set", "inside": false, "to": "3d", "governed": after}})]}
}

test_less_is_allowed if {
	found([entry("bounded", {"maximum": "4d"})], [entry("bounded", {"maximum": "2d"})]) == {{
		"object": {"kind": "Workflow", "name": "launch", "region": "emea"},
		"path": ["spec", "steps", "check", "serviceLevel"],
		"message": "standard `fundamental` allows emea less at `spec.steps[check].serviceLevel` than before",
		"label": "now at most `2d`; before at most `4d`",
		"owner": "emea-ops",
		"related": [{
			"base": true,
			"object": {"kind": "Standard", "name": "fundamental", "region": "global"},
			"path": ["spec", "fields", "spec.steps[*].serviceLevel", "stance"],
			"message": "what it said before",
		}],
	}}
}

test_nothing_is_allowed_any_more if count(found([], [entry("standardize", {})])) == 1

test_it_still_fits if count(found([entry("bounded", {"maximum": "2w"})], [entry("bounded", {"maximum": "4d"})])) == 0

test_more_is_allowed if count(found([entry("bounded", {"maximum": "4d"})], [entry("bounded", {"maximum": "5d"})])) == 0

test_it_is_left_to_the_regions if count(found([entry("standardize", {})], [entry("localize", {})])) == 0
