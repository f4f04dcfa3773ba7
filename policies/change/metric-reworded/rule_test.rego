package interlock.rules.change["metric-reworded_test"]

import data.interlock.rules.change["metric-reworded"] as rule

edit(before, after) := {
	"action": "changed", "kind": "Metric", "name": "leads", "previous": "leads", "region": "global", "owner": "analytics",
	"before": {"spec": {"definition": before}}, "after": {"spec": {"definition": after}},
}

test_other_words if {
	{{
		"path": ["spec", "definition"],
		"message": "the definition of metric `leads` has other words",
		"label": "`Contacts accepted by sales.` before",
		"related": [{
			"base": true,
			"object": {"kind": "Metric", "name": "leads", "region": "global"},
			"path": ["spec", "definition"],
			"message": "before",
		}],
	}} == rule.report with input as edit("Contacts accepted by sales.", "Contacts called by sales.")
}

test_the_same_words if count(rule.report) == 0 with input as edit("Contacts accepted by sales.", "Contacts, accepted\n by Sales")
