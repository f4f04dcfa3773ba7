package interlock.rules.governance["review-overdue_test"]

import data.interlock.rules.governance["review-overdue"] as rule

found(kind, spec) := report if {
	report := rule.report with input as {"object": {"kind": kind, "metadata": {"name": "x"}, "spec": spec}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_forum_in_time if count(found("Forum", {"lastMet": "2026-11-08", "cadence": "2w"})) == 0

test_forum_overdue if {
	found("Forum", {"lastMet": "2026-11-07", "cadence": "2w"}) == {{
		"path": ["spec", "lastMet"],
		"message": "forum `x` should have met by 2026-11-21",
		"label": "meets every 2w",
	}}
}

test_objective_in_time if count(found("Objective", {"review": {"last": "2026-11-22", "every": "1d"}})) == 0

test_objective_overdue if {
	found("Objective", {"review": {"last": "2026-08-01", "every": "3mo"}}) == {{
		"path": ["spec", "review", "last"],
		"message": "objective `x` should have been reviewed by 2026-11-01",
		"label": "reviewed every 3mo",
	}}
}

test_initiative_only_while_it_runs if {
	count(found("Initiative", {"status": {"state": "running"}, "review": {"last": "2026-08-01", "every": "1mo"}})) == 1
	count(found("Initiative", {"status": {"state": "done"}, "review": {"last": "2026-08-01", "every": "1mo"}})) == 0
}

test_never_met_yet_is_another_rule if count(found("Forum", {"cadence": "2w"})) == 0

test_starts_later if count(found("Forum", {"cadence": "2w", "starts": "2026-11-22"})) == 0

test_should_have_started if {
	found("Forum", {"cadence": "2w", "starts": "2026-11-21"}) == {{
		"path": ["spec", "starts"],
		"message": "forum `x` should have met on 2026-11-21 for the first time",
		"label": "and nobody says that it happened",
	}}
}

test_a_year_after_a_leap_day if {
	leap := {"object": {"kind": "Objective", "metadata": {"name": "x"}, "spec": {"review": {"last": "2028-02-29", "every": "1y"}}}}
	count(rule.report) == 0 with input as leap with data.interlock.run as {"date": "2029-02-28"}
	count(rule.report) == 1 with input as leap with data.interlock.run as {"date": "2029-03-01"}
}
