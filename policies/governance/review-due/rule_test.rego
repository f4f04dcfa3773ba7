package interlock.rules.governance["review-due_test"]

import data.interlock.rules.governance["review-due"] as rule

found(kind, spec, notice) := report if {
	report := rule.report with input as {"object": {"kind": kind, "metadata": {"name": "x"}, "spec": spec}}
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"notice": notice}}}}}
}

test_still_time if {
	count(found("Forum", {"lastMet": "2026-11-12", "cadence": "2w"}, {})) == 0
	count(found("Objective", {"review": {"last": "2026-08-30", "every": "3mo"}}, {})) == 0
}

test_forum_due if {
	found("Forum", {"lastMet": "2026-11-10", "cadence": "2w"}, {}) == {{
		"path": ["spec", "lastMet"],
		"message": "forum `x` is to meet by 2026-11-24",
		"label": "meets every 2w",
	}}
}

test_objective_due if {
	some finding in found("Objective", {"review": {"last": "2026-08-29", "every": "3mo"}}, {})
	finding.message == "objective `x` is to be reviewed by 2026-11-29"
}

test_the_organisation_wants_to_know_earlier if {
	count(found("Objective", {"review": {"last": "2026-09-10", "every": "3mo"}}, {"reviews": "3w"})) == 1
}

test_overdue_is_another_rule if count(found("Forum", {"lastMet": "2026-11-01", "cadence": "2w"}, {})) == 0

test_never_met_yet if count(found("Forum", {"cadence": "2w"}, {})) == 0
