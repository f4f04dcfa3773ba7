package interlock.rules.program["stale-status_test"]

import data.interlock.rules.program["stale-status"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Program", "metadata": {"name": "launch"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1w", "retrospectiveWithin": "4w"}}}}}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_fresh if count(found({"status": "running", "team": "ops", "statusDate": "2026-11-15"})) == 0

test_stale if {
	found({"status": "running", "team": "ops", "statusDate": "2026-11-14"}) == {{
		"path": ["spec", "statusDate"],
		"message": "the status of program `launch` should have been confirmed by 2026-11-21",
		"label": "confirmed every 1w",
	}}
}

test_no_team if {
	some finding in found({"status": "running"})
	finding.message == "program `launch` has no team"
}

test_planned if count(found({"status": "planned", "statusDate": "2026-01-01"})) == 0
