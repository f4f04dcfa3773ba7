package interlock.rules.program["no-calendar_test"]

import data.interlock.rules.program["no-calendar"] as rule

found(calendars) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "uk"}, "spec": {"title": "United Kingdom"}}}
		with data.interlock.regions as {"emea": {"children": ["uk"], "spec": {}}, "uk": {"children": [], "spec": {"countries": ["GB"]}}}
		with data.interlock.objects as {"Calendar": {"emea": {"x": {}}}}
		with data.interlock.effective as {"Calendar": {"uk": calendars}}
}

test_bound if count(found({"emea": {"spec": {}}})) == 0

test_of_its_country if count(found({"emea": {"spec": {"countries": ["IE", "GB"]}}})) == 0

test_not_bound if {
	found({"france": {"spec": {"countries": ["FR"]}}}) == {{
		"path": ["spec", "title"],
		"message": "no calendar binds uk: launches there are not checked",
		"label": "expected a Calendar that is effective here",
	}}
}

test_none if count(found({})) == 1

test_a_region_in_between_waits_for_its_markets if {
	count(rule.report) == 0 with input as {"object": {"metadata": {"name": "emea"}, "spec": {"title": "EMEA"}}}
		with data.interlock.regions as {"emea": {"children": ["uk"], "spec": {}}, "uk": {"children": [], "spec": {}}}
		with data.interlock.objects as {"Calendar": {"emea": {"x": {}}}}
		with data.interlock.effective as {"Calendar": {}}
}

test_nobody_keeps_calendars_yet if {
	count(rule.report) == 0 with input as {"object": {"metadata": {"name": "uk"}, "spec": {"title": "United Kingdom"}}}
		with data.interlock.regions as {"uk": {"children": [], "spec": {}}}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
}
