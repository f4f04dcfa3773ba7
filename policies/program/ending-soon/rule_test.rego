package interlock.rules.program["ending-soon_test"]

import data.interlock.rules.program["ending-soon"] as rule

found(status, ends, notice) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "sale"}, "spec": {"status": status, "ends": ends}}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"notice": notice}}}}}
}

test_far_away if count(found("running", "2026-12-07", {})) == 0

test_soon if {
	found("running", "2026-12-06", {}) == {{
		"path": ["spec", "ends"],
		"message": "program `sale` ends on 2026-12-06",
		"label": "within 2w",
	}}
	count(found("running", "2026-11-22", {})) == 1
}

test_past_is_another_rule if count(found("running", "2026-11-21", {})) == 0

test_the_organisation_wants_to_know_earlier if count(found("running", "2026-12-22", {"programs": "1mo"})) == 1

test_not_running if count(found("planned", "2026-12-01", {})) == 0
