package interlock.rules.program["launch-blackout_test"]

import data.interlock.rules.program["launch-blackout"] as rule

regions := {
	"global": {"path": ["global"], "children": ["dach", "us"], "spec": {}},
	"dach": {"path": ["global", "dach"], "children": ["de", "ch"], "spec": {"calendar": "dach"}},
	"de": {"path": ["global", "dach", "de"], "children": [], "spec": {"calendar": "germany"}},
	"ch": {"path": ["global", "dach", "ch"], "children": [], "spec": {}},
	"us": {"path": ["global", "us"], "children": [], "spec": {"calendar": "united-states"}},
}

dach := {"spec": {"holidays": [], "blackouts": [{"name": "year-end", "from": "2026-12-21", "to": "2027-01-06", "reason": "freeze"}]}}

germany := {"spec": {"holidays": [{"name": "german-unity-day", "date": "2027-10-03"}, {"name": "christmas", "date": "2026-12-25"}]}}

united_states := {"spec": {"holidays": [{"name": "thanksgiving", "date": "2026-11-26"}]}}

calendars := {"Calendar": {
	"de": {"dach": dach, "germany": germany},
	"ch": {"dach": dach},
	"us": {"united-states": united_states},
}}

form(status, launch, in_regions) := {
	"object": {"kind": "Program", "metadata": {"name": "spring"}, "spec": {"status": status, "launch": launch}},
	"home": "global",
	"region": "global",
	"regions": in_regions,
}

all := ["global", "dach", "de", "ch", "us"]

found(form_) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.effective as calendars
}

test_on_a_holiday if {
	found(form("planned", "2026-11-26", all)) == {{
		"path": ["spec", "launch"],
		"message": "`2026-11-26` is the holiday `thanksgiving` in us",
		"label": "calendar `united-states`",
		"related": [{
			"object": {"kind": "Calendar", "name": "united-states", "region": "us"},
			"path": ["spec", "holidays", "thanksgiving", "date"],
			"message": "the holiday",
		}],
	}}
}

test_in_a_blackout_from_above if {
	some finding in found(form("planned", "2026-12-28", all))
	finding.message == "`2026-12-28` is in the blackout `year-end` (until 2027-01-06) in ch and de"
	finding.related[0].path == ["spec", "blackouts", "year-end", "from"]
	finding.related[0].message == "the blackout: freeze"
}

test_first_and_last_day_of_a_blackout if {
	count(found(form("planned", "2026-12-21", all))) == 1
	count(found(form("planned", "2027-01-06", all))) == 1
	count(found(form("planned", "2026-12-20", all))) == 0
	count(found(form("planned", "2027-01-07", all))) == 0
}

test_holiday_in_a_blackout_is_two_findings if count(found(form("planned", "2026-12-25", all))) == 2

test_only_the_markets_of_this_form if {
	count(found(form("planned", "2026-11-26", ["global", "dach", "de", "ch"]))) == 0
}

test_regions_in_between_wait_for_their_markets if count(found(form("planned", "2026-12-28", ["dach"]))) == 0

test_proposed_too if count(found(form("proposed", "2026-11-26", all))) == 1

test_what_is_over_or_under_way if {
	every status in ["running", "done", "cancelled"] {
		count(found(form(status, "2026-11-26", all))) == 0
	}
}

test_without_a_launch if {
	count(found(json.remove(form("planned", "", all), ["object/spec/launch"]))) == 0
}

test_a_blackout_without_a_reason if {
	unexplained := {"Calendar": {"de": {"dach": {"spec": {"blackouts": [{"name": "x", "from": "2026-12-01", "to": "2026-12-02"}]}}}}}
	some finding in rule.report with input as form("planned", "2026-12-01", ["de"])
		with data.interlock.regions as regions
		with data.interlock.effective as unexplained
	finding.related[0].message == "the blackout"
}
