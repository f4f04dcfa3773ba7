package interlock.rules.governance["activity-claimed-twice_test"]

import data.interlock.rules.governance["activity-claimed-twice"] as rule

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

test_shared if count(found({"held": "shared", "global": center, "regional": market})) == 0

test_claimed_twice if {
	found({"held": "global", "global": center, "regional": market}) == {{
		"path": ["spec", "activities", "plan", "held"],
		"message": "headquarters and regions both claim `plan`",
		"label": "expected `held: shared`, or one side",
	}}
}

test_not_said if {
	some finding in found({"global": center, "regional": market})
	finding.path == ["spec", "activities", "plan", "name"]
}

test_one_side if count(found({"held": "global", "global": center})) == 0
