package interlock.rules.governance["activity-unassigned_test"]

import data.interlock.rules.governance["activity-unassigned"] as rule

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

test_assigned if {
	count(found({"held": "global", "global": center})) == 0
	count(found({"held": "regional", "regional": market})) == 0
	count(found({"held": "shared", "global": center, "regional": market})) == 0
}

test_not_assigned if {
	found({}) == {{
		"path": ["spec", "activities", "plan", "name"],
		"message": "activity `plan` is assigned to nobody",
		"label": "expected `held`: global, regional or shared",
	}}
}

test_shared_with_nobody if {
	some finding in found({"held": "shared", "global": center})
	finding.path == ["spec", "activities", "plan", "held"]
	finding.message == "nobody on the regional side does `plan`"
}

test_claimed_twice_is_another_finding if count(found({"global": center, "regional": market})) == 0
