package interlock.rules.roadmap["status-overdue_test"]

import data.interlock.rules.roadmap["status-overdue"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Initiative", "metadata": {"name": "desk"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1w"}}}}}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

running(reported) := {"status": {"state": "running", "reported": reported}}

test_in_time if count(found(running("2026-11-15"))) == 0

test_overdue if {
	found(running("2026-11-14")) == {{
		"path": ["spec", "status", "reported"],
		"message": "initiative `desk` should have reported by 2026-11-21",
		"label": "reports every 1w",
	}}
}

test_an_interval_of_its_own if count(found(object.union(running("2026-11-01"), {"review": {"every": "1mo"}}))) == 0

test_stopped if count(found({"status": {"state": "stopped", "reported": "2025-01-01"}})) == 0

test_phase_overdue if {
	some finding in found({"status": {"state": "planned"}, "phases": [{"name": "pilot", "to": "2026-11-21", "status": "running"}]})
	finding.path == ["spec", "phases", "pilot", "to"]
}

test_phase_done if count(found({"status": {"state": "planned"}, "phases": [{"name": "pilot", "to": "2026-11-21", "status": "done"}]})) == 0

test_an_interval_of_its_own_without_that_of_the_organisation if {
	count(rule.report) == 1 with input as {"object": {"metadata": {"name": "desk"}, "spec": object.union(running("2026-11-01"), {"review": {"every": "1w"}})}}
		with data.interlock.objects as {}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_never_reported if {
	found({"status": {"state": "running"}}) == {{
		"path": ["spec", "status", "state"],
		"message": "initiative `desk` has never reported",
		"label": "expected `reported` beside it",
	}}
}

test_a_day_to_come if {
	some finding in found(running("2027-11-14"))
	finding.message == "initiative `desk` reported on a day to come"
}

test_phases_of_what_was_stopped if {
	count(found({"status": {"state": "stopped"}, "phases": [{"name": "pilot", "to": "2026-11-21", "status": "planned"}]})) == 0
}

test_a_phase_that_says_nothing if {
	count(found({"status": {"state": "planned"}, "phases": [{"name": "pilot", "to": "2026-11-21"}]})) == 1
}
