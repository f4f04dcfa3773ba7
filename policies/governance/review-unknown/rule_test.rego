package interlock.rules.governance["review-unknown_test"]

import data.interlock.rules.governance["review-unknown"] as rule

found(kind, spec) := report if {
	report := rule.report with input as {"object": {"kind": kind, "metadata": {"name": "x"}, "spec": spec}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_known if {
	count(found("Forum", {"cadence": "2w", "lastMet": "2026-11-12"})) == 0
	count(found("Objective", {"review": {"every": "3mo", "last": "2026-10-08", "forum": "council"}})) == 0
}

test_new if {
	count(found("Forum", {"cadence": "2w", "starts": "2027-01-12"})) == 0
	count(found("Objective", {"review": {"every": "3mo", "starts": "2027-01-12", "forum": "council"}})) == 0
}

test_not_known if {
	found("Forum", {"cadence": "2w"}) == {{
		"path": ["spec", "cadence"],
		"message": "nobody says when forum `x` last met",
		"label": "expected `lastMet` beside it, or `starts` for what is new",
	}}
	some finding in found("Objective", {"review": {"every": "3mo", "forum": "council"}})
	finding.path == ["spec", "review", "every"]
	finding.message == "nobody says when objective `x` last was reviewed"
}

test_a_day_to_come if {
	found("Forum", {"cadence": "2w", "lastMet": "2027-11-12"}) == {{
		"path": ["spec", "lastMet"],
		"message": "forum `x` met on a day to come",
		"label": "today is 2026-11-22",
	}}
	count(found("Forum", {"cadence": "2w", "lastMet": "2026-11-22"})) == 0
}

test_never_reviewed if {
	found("Objective", {"title": "X"}) == {{
		"path": ["spec", "title"],
		"message": "objective `x` is never reviewed",
		"label": "expected a `review` beside the title",
	}}
}

test_nowhere if {
	some finding in found("Objective", {"review": {"every": "3mo", "last": "2026-10-08"}})
	finding.message == "nobody says where objective `x` is reviewed"
}

test_a_forum_without_a_rhythm_is_another_rule if count(found("Forum", {})) == 0

test_an_initiative_need_not_be_reviewed if {
	count(found("Initiative", {"status": {"state": "running"}})) == 0
	count(found("Initiative", {"status": {"state": "proposed"}, "review": {"every": "1mo"}})) == 0
	count(found("Initiative", {"status": {"state": "running"}, "review": {"every": "1mo"}})) == 2
}
