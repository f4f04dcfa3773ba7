package interlock.rules.roadmap["phase-incomplete_test"]

import data.interlock.rules.roadmap["phase-incomplete"] as rule

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

test_complete if count(found({"phases": [{"name": "pilot", "owner": "ops", "from": "2027-01-01", "to": "2027-01-01"}]})) == 0

test_incomplete if {
	found({"phases": [{"name": "pilot", "from": "2027-01-01"}]}) == {{
		"path": ["spec", "phases", "pilot", "name"],
		"message": "phase `pilot` has no owner and no to",
		"label": "expected `owner` and `to` beside the name",
	}}
}

test_backwards if {
	some finding in found({"phases": [{"name": "pilot", "owner": "ops", "from": "2027-01-02", "to": "2027-01-01"}]})
	finding.path == ["spec", "phases", "pilot", "to"]
}

test_no_phases if count(found({})) == 0
