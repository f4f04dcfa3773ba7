package interlock.rules.governance["one-sided-interlock_test"]

import data.interlock.rules.governance["one-sided-interlock"] as rule

found(activity) := report if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "planning"}, "spec": {"activities": [object.union({"name": "plan"}, activity)]}},
		"home": "global",
		"region": "global",
	}
		with data.interlock.effective as {"Forum": {"global": {
			"both": {"spec": {"seats": [{"team": "ops"}, {"team": "emea-ops"}]}},
			"one": {"spec": {"seats": [{"team": "ops"}]}},
			"empty": {"spec": {}},
		}}}
		with data.interlock.objects as {"Team": {"global": {"ops": {}}, "emea": {"emea-ops": {}}}}
}

center := {"team": "ops"}

market := {"role": "planning manager"}

test_both_sides if count(found({"held": "shared", "interlock": "both"})) == 0

test_one_side if {
	found({"held": "shared", "interlock": "one"}) == {{
		"path": ["spec", "activities", "plan", "interlock"],
		"message": "in forum `one` the regional side has no seat",
		"label": "expected both sides of `plan`",
		"related": [{
			"object": {"kind": "Forum", "name": "one", "region": "global"},
			"path": ["spec", "title"],
			"message": "the forum",
		}],
	}}
}

test_nobody if count(found({"held": "shared", "interlock": "empty"})) == 2

test_an_unknown_forum_is_another_finding if count(found({"held": "shared", "interlock": "nothing"})) == 0

test_others_may_meet_where_they_like if count(found({"held": "global", "interlock": "one"})) == 0
