package interlock.rules.program["stale-status_test"]

import data.interlock.rules.program["stale-status"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "talks"}, "spec": spec}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1mo"}}}}}
}

test_fresh if count(found({"status": "running", "statusDate": "2026-11-09"})) == 0

test_stale if {
	found({"status": "running", "statusDate": "2026-06-09"}) == {{
		"path": ["spec", "statusDate"],
		"message": "the status of program `talks` should have been confirmed by 2026-07-09",
		"label": "confirmed every 1mo",
	}}
}

test_without_a_date if {
	found({"status": "running"}) == {{
		"path": ["spec", "status"],
		"message": "nobody says as of when program `talks` is running",
		"label": "expected a `statusDate` beside it",
	}}
}

test_a_day_to_come if {
	found({"status": "running", "statusDate": "2027-11-09"}) == {{
		"path": ["spec", "statusDate"],
		"message": "the status of program `talks` was confirmed on a day to come",
		"label": "today is 2026-11-22",
	}}
	count(found({"status": "running", "statusDate": "2026-11-22"})) == 0
}

test_not_running if count(found({"status": "planned"})) == 0

test_nothing_agreed if {
	count(rule.report) == 0 with input as {"object": {"metadata": {"name": "talks"}, "spec": {"status": "running"}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {}
}
