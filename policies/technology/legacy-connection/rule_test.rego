package interlock.rules.technology["legacy-connection_test"]

import data.interlock.rules.technology["legacy-connection"] as rule

platforms(lifecycle, status) := {
	"old-crm": {"spec": {"lifecycle": lifecycle}},
	"crm": {"spec": {"lifecycle": {"status": "active"}}},
	"forms": {"spec": {"lifecycle": {"status": status}}},
}

legacy := {"status": "legacy", "successor": "crm"}

link(from, to, entity) := {"spec": {"from": from, "to": to, "entity": entity, "direction": "one-way"}}

form(from, to) := {
	"object": object.union({"kind": "Integration", "metadata": {"name": "leads"}}, link(from, to, "lead")),
	"home": "global",
	"region": "global",
	"regions": ["global"],
}

found(form_, lifecycle, status, others) := report if {
	report := rule.report with input as form_
		with data.interlock.effective as {
			"Platform": {"global": platforms(lifecycle, status)},
			"Integration": {"global": others},
		}
}

test_connected_to_legacy if {
	found(form("forms", "old-crm"), legacy, "active", {}) == {{
		"path": ["spec", "to"],
		"message": "connects `lead` to the legacy platform `old-crm`",
		"label": "expected its successor `crm`",
		"related": [{
			"object": {"kind": "Platform", "name": "old-crm", "region": "global"},
			"path": ["spec", "lifecycle", "status"],
			"message": "legacy here",
		}],
	}}
}

test_fed_by_legacy if {
	some finding in found(form("old-crm", "forms"), legacy, "active", {})
	finding.path == ["spec", "from"]
}

test_planned_too if count(found(form("forms", "old-crm"), legacy, "planned", {})) == 1

test_legacy_among_themselves if {
	count(found(form("forms", "old-crm"), legacy, "legacy", {})) == 0
	count(found(form("forms", "old-crm"), legacy, "retired", {})) == 0
}

test_a_move_under_way if {
	count(found(form("forms", "old-crm"), legacy, "active", {"new": link("forms", "crm", "lead")})) == 0
	count(found(form("forms", "old-crm"), legacy, "active", {"new": link("crm", "forms", "lead")})) == 0
}

test_another_entity_is_no_move if {
	count(found(form("forms", "old-crm"), legacy, "active", {"new": link("forms", "crm", "consent")})) == 1
}

test_the_successor_reads_from_what_it_replaces if {
	replaced := {"status": "legacy", "successor": "forms"}
	count(found(form("old-crm", "forms"), replaced, "active", {})) == 0
}

test_legacy_without_a_successor if {
	some finding in found(form("forms", "old-crm"), {"status": "legacy"}, "active", {})
	finding.label == "expected a platform that stays"
}

test_connected_to_what_stays if count(found(form("forms", "crm"), legacy, "active", {})) == 0
