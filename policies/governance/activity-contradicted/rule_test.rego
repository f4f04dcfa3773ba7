package interlock.rules.governance["activity-contradicted_test"]

import data.interlock.rules.governance["activity-contradicted"] as rule

listing(region, held) := {"metadata": {"name": "x", "region": region}, "spec": {"activities": [{"name": "training", "held": held}]}}

world(global, emea, apac) := report if {
	report := rule.report with data.interlock.regions as {"emea": {"path": ["global", "emea"]}, "apac": {"path": ["global", "apac"]}, "global": {"path": ["global"]}}
		with data.interlock.objects as {"Responsibility": {"global": global, "emea": emea, "apac": apac}}
		with data.interlock.effective as {"Responsibility": {"global": global, "emea": object.union(global, emea), "apac": object.union(global, apac)}}
}

test_the_same_in_both if count(world({"enablement": listing("global", "shared")}, {"local": listing("emea", "shared")}, {})) == 0

test_contradicted if {
	world({"enablement": listing("global", "global")}, {"local": listing("emea", "regional")}, {}) == {{
		"object": {"kind": "Responsibility", "name": "local", "region": "emea"},
		"path": ["spec", "activities", "training", "held"],
		"message": "activity `training` is regional here, and global in `enablement`",
		"label": "expected global, as there",
		"related": [{
			"object": {"kind": "Responsibility", "name": "enablement", "region": "global"},
			"path": ["spec", "activities", "training", "held"],
			"message": "the other place",
		}],
	}}
}

test_of_two_regions_that_do_not_meet if count(world({}, {"local": listing("emea", "shared")}, {"ours": listing("apac", "regional")})) == 0

test_not_said if count(world({"enablement": listing("global", "global")}, {"local": {"metadata": {"region": "emea"}, "spec": {"activities": [{"name": "training"}]}}}, {})) == 0
