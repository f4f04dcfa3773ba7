package interlock.rules.change["gate-removed_test"]

import data.interlock.rules.change["gate-removed"] as rule

check := {
	"name": "check", "type": "quality-assurance", "gate": "blocking",
	"approvals": [{"name": "brand", "role": "brand manager"}],
}

launch := {"name": "launch", "type": "launch"}

workflow(status, steps) := {"spec": {"status": status, "steps": steps}}

edit(before, after) := {
	"action": "changed", "kind": "Workflow", "name": "launch", "previous": "launch", "region": "global", "owner": "ops",
	"before": before, "after": after,
}

found(steps) := report if {
	report := rule.report with input as edit(workflow("production", [check, launch]), workflow("production", steps))
}

test_a_gate_that_only_advises if {
	found([object.union(check, {"gate": "advisory"}), launch]) == {{
		"path": ["spec", "steps", "check", "gate"],
		"message": "step `check` no longer stops what comes after it",
		"label": "`blocking` before",
		"related": [{
			"base": true,
			"object": {"kind": "Workflow", "name": "launch", "region": "global"},
			"path": ["spec", "steps", "check", "gate"],
			"message": "before",
		}],
	}}
}

test_a_step_that_is_gone if {
	some finding in found([launch])
	finding.path == ["spec", "steps"]
}

test_a_step_with_another_name if {
	count(found([object.union(check, {"name": "final-check", "approvals": []}), launch])) == 0
}

test_a_step_of_another_type_takes_not_its_place if {
	count(found([object.union(check, {"name": "final-check", "type": "review"}), launch])) == 1
}

test_an_approval_that_is_gone if {
	some finding in found([object.union(check, {"approvals": []}), launch])
	finding.message == "step `check` no longer asks for the approval `brand`"
}

test_an_approval_with_another_name if {
	count(found([object.union(check, {"approvals": [{"name": "brand-desk", "role": "brand manager"}]}), launch])) == 0
}

test_an_approval_by_another_role if {
	count(found([object.union(check, {"approvals": [{"name": "brand", "role": "brand lead"}]}), launch])) == 0
}

test_drafts_are_free if {
	count(rule.report) == 0 with input as edit(workflow("draft", [check]), workflow("draft", []))
	count(rule.report) == 0 with input as edit(workflow("draft", [check]), workflow("production", []))
}

test_deleted_ones_are_another_rule if {
	count(rule.report) == 0 with input as object.remove(object.union(edit(workflow("production", [check]), {}), {"action": "deleted"}), ["after"])
}
