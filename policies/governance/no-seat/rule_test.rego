package interlock.rules.governance["no-seat_test"]

import data.interlock.rules.governance["no-seat"] as rule

found(affects, seats) := report if {
	report := rule.report with input.object as {"metadata": {"name": "council"}, "spec": {"affects": affects, "seats": [{"team": name} | some name in seats]}}
		with data.interlock.regions as {
			"emea": {"path": ["global", "emea"], "below": ["de", "uk"], "children": ["de", "uk"]},
			"de": {"path": ["global", "emea", "de"], "below": [], "children": []},
			"uk": {"path": ["global", "emea", "uk"], "below": [], "children": []},
			"apac": {"path": ["global", "apac"], "below": [], "children": []},
		}
		with data.interlock.objects as {"Team": {"global": {"ops": {}}, "emea": {"emea-ops": {}}, "de": {"de-ops": {}}, "uk": {"uk-ops": {}}}}
}

test_seated if count(found(["emea"], ["ops", "emea-ops"])) == 0

test_not_seated if {
	found(["emea", "apac"], ["ops", "emea-ops"]) == {{
		"path": ["spec", "affects", 1],
		"message": "apac has no seat in forum `council`",
		"label": "bound by its decisions",
	}}
}

test_a_region_above_speaks_for_it if count(found(["de"], ["emea-ops"])) == 0

test_a_market_does_not_speak_for_its_region if count(found(["emea"], ["de-ops"])) == 1

test_headquarters_speak_for_nobody if count(found(["emea"], ["ops"])) == 1

test_nobody_affected if count(found([], [])) == 0

test_all_its_markets_speak_for_it if count(found(["emea"], ["de-ops", "uk-ops"])) == 0
