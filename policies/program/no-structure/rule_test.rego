package interlock.rules.program["no-structure_test"]

import data.interlock.rules.program["no-structure"] as rule

form(spec) := {"object": {
	"kind": "Program",
	"metadata": {"name": "p"},
	"spec": object.union({"cadence": "ongoing", "status": "running"}, spec),
}}

test_no_workflow if {
	rule.report == {{
		"path": ["spec", "cadence"],
		"message": "the program is ongoing, but no workflow carries it",
		"label": "expected a `workflow`",
	}} with input as form({})
}

test_a_workflow if {
	count(rule.report) == 0 with input as form({"workflow": "newsletter"})
}

test_one_time_needs_none if {
	count(rule.report) == 0 with input as form({"cadence": "one-time"})
}

test_cancelled if {
	count(rule.report) == 0 with input as form({"status": "cancelled"})
}
