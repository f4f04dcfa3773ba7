package interlock.rules.change["localized-value-equal_test"]

import data.interlock.rules.change["localized-value-equal"] as rule

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

test_equal if {
	{{
		"object": {"kind": "Workflow", "name": "launch", "region": "emea"},
		"path": ["spec", "steps", "check", "serviceLevel"],
		"message": "emea sets `spec.steps[check].serviceLevel` to `3d`, which it has from above by now",
		"label": "`2d` above before",
		"owner": "emea-ops",
		"related": [{"base": true, "object": {"kind": "Workflow", "name": "launch", "region": "global"}, "path": ["spec", "steps", "check", "serviceLevel"], "message": "what stood above"}],
	}} == rule.report with input as {"localized": [localized({"action": "set"}, {})]}
}

test_it_still_differs if count(rule.report) == 0 with input as {"localized": [localized({"action": "set"}, {"now": {"action": "set"}})]}

test_what_was_removed_is_gone_anyway if count(rule.report) == 0 with input as {"localized": [localized({"action": "remove"}, {})]}
