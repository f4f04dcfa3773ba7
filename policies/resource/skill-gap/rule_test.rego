package interlock.rules.resource["skill-gap_test"]

import data.interlock.rules.resource["skill-gap"] as rule

found(core, training) := report if {
	report := rule.report with input.object as {"spec": {"coreSkills": core}}
		with data.interlock.regions as {"de": {"children": [], "path": ["global", "de"]}, "jp": {"children": [], "path": ["global", "jp"]}}
		with data.interlock.effective as {
			"Team": {"de": {"t": {"spec": {"skills": ["copy", "events"]}}}, "jp": {"t": {"spec": {"skills": ["copy"]}}}},
			"Initiative": {"jp": {"c": {"spec": {"status": {"state": "planned"}, "training": training}}}},
		}
}

test_covered if count(found(["copy"], {})) == 0

test_gap if {
	found(["copy", "events"], {}) == {{
		"path": ["spec", "coreSkills", 1],
		"region": "jp",
		"message": "nobody covers `events` in jp",
		"label": "and no training is planned",
	}}
}

test_taught if {
	count(found(["events"], {"skills": ["events"]})) == 0
	count(found(["events"], {"skills": ["events"], "regions": ["jp"]})) == 0
}

test_taught_elsewhere if count(found(["events"], {"skills": ["events"], "regions": ["de"]})) == 1

test_each_market_by_itself if {
	{finding.region | some finding in found(["fax"], {})} == {"de", "jp"}
}

test_capitals_do_not_count if count(found(["Copy "], {})) == 0
