package interlock.rules.program["status-overtaken_test"]

import data.interlock.rules.program["status-overtaken"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "spring"}, "spec": spec}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_to_come if count(found({"status": "planned", "launch": "2026-11-23"})) == 0

test_on_the_day if {
	count(found({"status": "planned", "launch": "2026-11-22"})) == 0
	count(found({"status": "running", "ends": "2026-11-22"})) == 0
}

test_launched if {
	found({"status": "planned", "launch": "2026-11-21"}) == {{
		"path": ["spec", "status"],
		"message": "program `spring` is called planned, and its launch on 2026-11-21 is past",
		"label": "expected running, another launch, or cancelled",
	}}
	count(found({"status": "proposed", "launch": "2026-03-01"})) == 1
}

test_ended if {
	found({"status": "running", "launch": "2026-03-01", "ends": "2026-11-21"}) == {{
		"path": ["spec", "status"],
		"message": "program `spring` is called running, and ended on 2026-11-21",
		"label": "expected done, or a later end",
	}}
}

test_runs_since_its_launch if count(found({"status": "running", "launch": "2026-03-01"})) == 0

test_what_is_over if {
	count(found({"status": "done", "launch": "2026-03-01", "ends": "2026-05-01"})) == 0
	count(found({"status": "cancelled", "launch": "2026-03-01", "ends": "2026-05-01"})) == 0
}
