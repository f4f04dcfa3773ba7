package interlock.rules.technology["legacy-plan_test"]

import data.interlock.rules.technology["legacy-plan"] as rule

effective := {"Initiative": {"global": {"move": {"spec": {"phases": [{"to": "2027-03-31"}, {"to": "2027-05-31"}]}}}}, "Platform": {"global": {
	"crm": {"spec": {"lifecycle": {"status": "active"}}},
	"old-crm": {"spec": {"lifecycle": {"status": "retired"}}},
}}}

found(lifecycle) := report if {
	report := rule.report with input as {
		"object": {"kind": "Platform", "metadata": {"name": "mailer"}, "spec": {"lifecycle": lifecycle}},
		"home": "global",
		"region": "global",
	}
		with data.interlock.effective as effective
		with data.interlock.run as {"date": "2026-11-22"}
}

complete := {"status": "legacy", "successor": "crm", "plan": "markets move quarter by quarter", "until": "2027-06-30"}

test_complete if count(found(complete)) == 0

test_no_successor if {
	found(object.remove(complete, ["successor"])) == {{
		"path": ["spec", "lifecycle", "status"],
		"message": "legacy platform `mailer` has no successor",
		"label": "expected `successor` beside the status",
	}}
}

test_no_plan if {
	some finding in found(object.remove(complete, ["plan"]))
	finding.message == "legacy platform `mailer` has no plan"
}

test_an_empty_plan_is_none if count(found(object.union(complete, {"plan": " "}))) == 1

test_neither if {
	some finding in found({"status": "legacy"})
	finding.message == "legacy platform `mailer` has no successor and no plan"
	finding.label == "expected `successor` and `plan` beside the status"
}

test_other_statuses_need_none if {
	every status in ["planned", "active", "retired"] {
		count(found({"status": status})) == 0
	}
}

test_past_its_end if {
	some finding in found(object.union(complete, {"until": "2026-06-30"}))
	finding.path == ["spec", "lifecycle", "until"]
}

test_ends_today if count(found(object.union(complete, {"until": "2026-11-22"}))) == 0

test_a_successor_that_is_gone if {
	some finding in found(object.union(complete, {"successor": "old-crm"}))
	finding.path == ["spec", "lifecycle", "successor"]
	finding.message == "successor `old-crm` is itself retired"
}

test_a_successor_nobody_knows_is_another_finding if count(found(object.union(complete, {"successor": "nothing"}))) == 0

test_an_initiative_is_a_plan if {
	count(found(object.union(object.remove(complete, ["plan"]), {"initiative": "move"}))) == 0
}

test_the_initiative_ends_too_late if {
	found(object.union(complete, {"initiative": "move", "until": "2027-04-30"})) == {{
		"path": ["spec", "lifecycle", "initiative"],
		"message": "initiative `move` ends on 2027-05-31, after legacy platform `mailer`",
		"label": "expected its last phase by 2027-04-30",
		"related": [{
			"object": {"kind": "Initiative", "name": "move", "region": "global"},
			"path": ["spec", "title"],
			"message": "the initiative",
		}],
	}}
}
