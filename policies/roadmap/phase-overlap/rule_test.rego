package interlock.rules.roadmap["phase-overlap_test"]

import data.interlock.rules.roadmap["phase-overlap"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Initiative", "metadata": {"name": "desk"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

pilot := {"name": "pilot", "from": "2027-01-01", "to": "2027-02-28"}

test_in_sequence if count(found({"phases": [pilot, {"name": "rollout", "from": "2027-03-01", "dependsOn": ["pilot"]}]})) == 0

test_overlap if {
	found({"phases": [pilot, {"name": "rollout", "from": "2027-02-28", "dependsOn": ["pilot"]}]}) == {{
		"path": ["spec", "phases", "rollout", "from"],
		"message": "phase `rollout` starts before `pilot` is finished",
		"label": "pilot ends on 2027-02-28",
		"related": [{
			"object": {"kind": "Initiative", "name": "desk", "region": "global"},
			"path": ["spec", "phases", "pilot", "to"],
			"message": "the end of the phase it depends on",
		}],
	}}
}

test_side_by_side if count(found({"phases": [pilot, {"name": "rollout", "from": "2027-02-01"}]})) == 0

test_unknown_is_another_rule if count(found({"phases": [{"name": "rollout", "from": "2027-02-01", "dependsOn": ["poilt"]}]})) == 0
