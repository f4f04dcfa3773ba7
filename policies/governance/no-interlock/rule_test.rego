package interlock.rules.governance["no-interlock_test"]

import data.interlock.rules.governance["no-interlock"] as rule

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

test_interlocked if count(found({"held": "shared", "interlock": "both"})) == 0

test_no_interlock if {
	found({"held": "shared"}) == {{
		"path": ["spec", "activities", "plan", "held"],
		"message": "shared activity `plan` has no point of interlock",
		"label": "expected `interlock` beside it",
	}}
}

test_others_need_none if count(found({"held": "global", "global": center, "regional": market})) == 0
