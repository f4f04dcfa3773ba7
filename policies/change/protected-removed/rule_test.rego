package interlock.rules.change["protected-removed_test"]

import data.interlock.rules.change["protected-removed"] as rule

edit(action, metadata) := {"action": action, "kind": "Platform", "name": "crm", "before": {"metadata": metadata}}

test_a_protected_object if {
	{{
		"path": ["metadata", "protected"],
		"message": "Platform `crm` is protected, and its document is removed",
	}} == rule.report with input as edit("deleted", {"protected": true})
}

test_protection_that_was_lifted if {
	count(rule.report) == 0 with input as edit("deleted", {"protected": false})
	count(rule.report) == 0 with input as edit("deleted", {})
}

test_it_is_still_there if count(rule.report) == 0 with input as edit("changed", {"protected": true})
