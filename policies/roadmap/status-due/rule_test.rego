package interlock.rules.roadmap["status-due_test"]

import data.interlock.rules.roadmap["status-due"] as rule

found(state, reported) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "desk"}, "spec": {"status": {"state": state, "reported": reported}}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1mo"}}}}}
}

test_still_time if count(found("running", "2026-10-26")) == 0

test_due if {
	found("running", "2026-10-25") == {{
		"path": ["spec", "status", "reported"],
		"message": "initiative `desk` is to report by 2026-11-25",
		"label": "reports every 1mo",
	}}
}

test_overdue_is_another_rule if count(found("running", "2026-10-21")) == 0

test_not_running if count(found("planned", "2026-10-25")) == 0
