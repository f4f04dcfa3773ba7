package interlock.rules.program["status-due_test"]

import data.interlock.rules.program["status-due"] as rule

found(status, confirmed, notice) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "talks"}, "spec": {"status": status, "statusDate": confirmed}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1mo", "notice": notice}}}}}
}

test_fresh if count(found("running", "2026-10-26", {})) == 0

test_due if {
	found("running", "2026-10-25", {}) == {{
		"path": ["spec", "statusDate"],
		"message": "the status of program `talks` is to be confirmed by 2026-11-25",
		"label": "confirmed every 1mo",
	}}
	count(found("running", "2026-10-22", {})) == 1
}

test_overdue_is_another_rule if count(found("running", "2026-10-21", {})) == 0

test_the_organisation_wants_to_know_earlier if count(found("running", "2026-10-28", {"status": "1w"})) == 1

test_not_running if count(found("planned", "2026-10-25", {})) == 0
