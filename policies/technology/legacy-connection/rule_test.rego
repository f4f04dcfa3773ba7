package interlock.rules.technology["legacy-connection_test"]

import data.interlock.rules.technology["legacy-connection"] as rule

effective(lifecycle) := {"Platform": {"global": {
	"old-crm": {"spec": {"lifecycle": lifecycle}},
	"crm": {"spec": {"lifecycle": {"status": "active"}}},
}}}

legacy := {"status": "legacy", "successor": "crm"}

form(status, integrations) := {
	"object": {
		"kind": "Platform",
		"metadata": {"name": "forms"},
		"spec": {"lifecycle": {"status": status}, "integrations": integrations},
	},
	"home": "global",
	"region": "global",
	"regions": ["global"],
}

to_old := {"name": "leads", "to": "old-crm", "entity": "lead", "direction": "out"}

to_new := {"name": "leads-crm", "to": "crm", "entity": "lead", "direction": "out"}

test_connected_to_legacy if {
	rule.report == {{
		"path": ["spec", "integrations", "leads", "to"],
		"message": "connects `lead` to the legacy platform `old-crm`",
		"label": "expected its successor `crm`",
		"related": [{
			"object": {"kind": "Platform", "name": "old-crm", "region": "global"},
			"path": ["spec", "lifecycle", "status"],
			"message": "legacy here",
		}],
	}} with input as form("active", [to_old]) with data.interlock.effective as effective(legacy)
}

test_planned_too if {
	count(rule.report) == 1 with input as form("planned", [to_old]) with data.interlock.effective as effective(legacy)
}

test_legacy_among_themselves if {
	count(rule.report) == 0 with input as form("legacy", [to_old]) with data.interlock.effective as effective(legacy)
	count(rule.report) == 0 with input as form("retired", [to_old]) with data.interlock.effective as effective(legacy)
}

test_a_move_under_way if {
	count(rule.report) == 0 with input as form("active", [to_old, to_new]) with data.interlock.effective as effective(legacy)
}

test_another_entity_is_no_move if {
	other := object.union(to_new, {"entity": "consent"})
	count(rule.report) == 1 with input as form("active", [to_old, other]) with data.interlock.effective as effective(legacy)
}

test_the_successor_reads_from_what_it_replaces if {
	replaced := {"status": "legacy", "successor": "forms"}
	count(rule.report) == 0 with input as form("active", [to_old]) with data.interlock.effective as effective(replaced)
}

test_legacy_without_a_successor if {
	some finding in rule.report with input as form("active", [to_old])
		with data.interlock.effective as effective({"status": "legacy"})
	finding.label == "expected a platform that stays"
}

test_connected_to_what_stays if {
	count(rule.report) == 0 with input as form("active", [to_new]) with data.interlock.effective as effective(legacy)
	count(rule.report) == 0 with input as form("active", []) with data.interlock.effective as effective(legacy)
}
