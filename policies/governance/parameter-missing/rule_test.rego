package interlock.rules.governance["parameter-missing_test"]

import data.interlock.rules.governance["parameter-missing"] as rule

whole := {"title": "Acme", "conflicts": {"within": "2w"}, "statusEvery": "1mo", "retrospectiveWithin": "6w", "prioritization": {}, "coreSkills": ["copy"]}

found(spec, kinds) := report if {
	report := rule.report with input as {"object": {"spec": spec}}
		with data.interlock.objects as {kind: {"global": {"x": {"spec": {"skills": ["copy"]}}}} | some kind in kinds}
}

test_all_said if count(found(whole, ["Forum", "Program", "Initiative", "Team"])) == 0

test_one_is_missing if {
	found(object.remove(whole, ["conflicts"]), ["Forum", "Program"]) == {{
		"path": ["spec", "title"],
		"message": "the organisation does not say how long a conflict may take to reach the sponsor",
		"label": "expected `conflicts` beside the title",
	}}
}

test_nothing_said if count(found({"title": "Acme"}, ["Forum", "Program", "Initiative", "Team"])) == 5

test_nothing_to_compare if count(found({"title": "Acme"}, [])) == 0

test_once_for_two_kinds if count(found(object.remove(whole, ["statusEvery"]), ["Program", "Initiative"])) == 1

test_skills_that_nobody_has_begun_to_write_down if {
	count(rule.report) == 0 with input as {"object": {"spec": {"title": "Acme"}}}
		with data.interlock.objects as {"Team": {"global": {"x": {"spec": {"title": "Ops"}}, "y": {"spec": {"skills": []}}}}}
}
