package interlock.rules.governance["review-overdue_test"]

import data.interlock.rules.governance["review-overdue"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Objective", "metadata": {"name": "demand"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_forum_in_time if count(found({"lastMet": "2026-11-08", "cadence": "2w"})) == 0

test_forum_overdue if {
	found({"lastMet": "2026-11-07", "cadence": "2w"}) == {{
		"path": ["spec", "lastMet"],
		"message": "forum `demand` should have met by 2026-11-21",
		"label": "meets every 2w",
	}}
}

test_objective_in_time if count(found({"review": {"last": "2026-11-22", "every": "1d"}})) == 0

test_objective_overdue if {
	some finding in found({"review": {"last": "2026-08-01", "every": "3mo"}})
	finding.path == ["spec", "review", "last"]
	finding.message == "objective `demand` should have been reviewed by 2026-11-01"
}

test_never_met_yet if count(found({"cadence": "2w", "review": {"every": "3mo"}})) == 0
