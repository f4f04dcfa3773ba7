package interlock.rules.change["localized-path-gone_test"]

import data.interlock.rules.change["localized-path-gone"] as rule

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

test_gone if {
	{{
		"object": {"kind": "Workflow", "name": "launch", "region": "emea"},
		"path": ["spec", "steps", "check", "serviceLevel"],
		"message": "emea changed `spec.steps[check].serviceLevel`, which is gone from above",
		"label": "now it adds something of its own",
		"owner": "emea-ops",
		"related": [{"base": true, "object": {"kind": "Workflow", "name": "launch", "region": "global"}, "path": ["spec", "steps", "check", "serviceLevel"], "message": "what it changed"}],
	}} == rule.report with input as {"localized": [localized({"action": "set"}, {"now": {"action": "add"}})]}
}

test_it_has_become_equal if count(rule.report) == 0 with input as {"localized": [localized({"action": "set"}, {})]}
