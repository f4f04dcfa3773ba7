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

program(status, launch) := {"spring": {"metadata": {"name": "spring"}, "spec": {"status": status, "launch": launch}}}

# world has the program as it is at home and in each of its markets.
world(home, markets) := {
	"objects": {"Program": {"global": home}},
	"effective": object.union(calendars, {"Program": markets}),
}

found(world_) := report if {
	report := rule.report with input as {}
		with data.interlock.regions as regions
		with data.interlock.objects as world_.objects
		with data.interlock.effective as world_.effective
}

everywhere(status, launch) := found(world(program(status, launch), {market: program(status, launch) |
	some market in ["global", "dach", "de", "ch", "us"]
}))

test_on_a_holiday if {
	everywhere("planned", "2026-11-26") == {{
		"object": {"kind": "Program", "name": "spring", "region": "us"},
		"region": "us",
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

# One finding for each market, so that a waiver of ch leaves that of de alone.
test_in_a_blackout_from_above if {
	found_ := everywhere("planned", "2026-12-28")
	{finding.region: finding.message | some finding in found_} == {
		"ch": "`2026-12-28` is in the blackout `year-end` (until 2027-01-06) in ch",
		"de": "`2026-12-28` is in the blackout `year-end` (until 2027-01-06) in de",
	}
	some finding in found_
	finding.related[0].path == ["spec", "blackouts", "year-end", "from"]
	finding.related[0].message == "the blackout: freeze"
}

test_first_and_last_day_of_a_blackout if {
	count(everywhere("planned", "2026-12-21")) == 2
	count(everywhere("planned", "2027-01-06")) == 2
	count(everywhere("planned", "2026-12-20")) == 0
	count(everywhere("planned", "2027-01-07")) == 0
}

test_holiday_in_a_blackout_is_two_findings if count(everywhere("planned", "2026-12-25")) == 3

test_a_calendar_that_no_region_names if {
	company := {"company": {"spec": {"holidays": [{"name": "wellbeing-day", "date": "2027-07-16"}]}}}
	count(rule.report) == 3 with data.interlock.regions as {name: object.union(region, {"spec": {"calendar": ""}}) | some name, region in regions}
		with data.interlock.effective as {
			"Program": {market: program("planned", "2027-07-16") | some market in ["de", "ch", "us"]},
			"Calendar": {market: company | some market in ["de", "ch", "us"]},
		}
}

test_on_a_leap_day if {
	leap := {"company": {"spec": {"holidays": [{"name": "leap-day", "date": "2028-02-29"}], "blackouts": [{"name": "close", "from": "2028-02-29", "to": "2028-03-01"}]}}}
	report := rule.report with data.interlock.regions as regions
		with data.interlock.effective as {"Program": {"us": program("planned", "2028-02-29")}, "Calendar": {"us": leap}}
	count(report) == 2
}

test_a_region_launches_on_another_day if {
	some finding in found(world(program("planned", "2026-11-25"), {
		"de": program("planned", "2026-11-25"),
		"us": program("planned", "2026-11-26"),
	}))
	finding.object.region == "us"
}

test_a_region_has_moved_away if {
	count(found(world(program("planned", "2026-11-26"), {
		"de": program("planned", "2026-11-26"),
		"us": program("planned", "2026-11-27"),
	}))) == 0
}

test_markets_that_it_is_not_for if {
	count(found(world(program("planned", "2026-11-26"), {"de": program("planned", "2026-11-26")}))) == 0
}

test_regions_in_between_wait_for_their_markets if {
	count(found(world(program("planned", "2026-12-28"), {"dach": program("planned", "2026-12-28")}))) == 0
}

test_proposed_too if count(everywhere("proposed", "2026-11-26")) == 1

test_what_is_over_or_under_way if {
	every status in ["running", "done", "cancelled"] {
		count(everywhere(status, "2026-11-26")) == 0
	}
}

test_without_a_launch if {
	undated := {"spring": {"metadata": {"name": "spring"}, "spec": {"status": "planned"}}}
	count(found(world(undated, {"us": undated}))) == 0
}

test_a_blackout_without_a_reason if {
	some finding in rule.report with data.interlock.regions as regions
		with data.interlock.objects as {"Program": {"global": program("planned", "2026-12-01")}}
		with data.interlock.effective as {
			"Program": {"de": program("planned", "2026-12-01")},
			"Calendar": {"de": {"dach": {"spec": {"blackouts": [{"name": "x", "from": "2026-12-01", "to": "2026-12-02"}]}}}},
		}
	finding.related[0].message == "the blackout"
}

# A day is one of the calendar of each market: it begins in Japan when it is still the day before in America, where the
# clocks are put forward on 14 March, and is the same day in both.
test_on_both_sides_of_the_date_line if {
	report := rule.report with data.interlock.regions as {"jp": {"children": [], "spec": {}}, "us": {"children": [], "spec": {}}}
		with data.interlock.effective as {
			"Program": {"jp": program("planned", "2027-03-14"), "us": program("planned", "2027-03-14")},
			"Calendar": {
				"jp": {"japan": {"spec": {"timezone": "Asia/Tokyo", "holidays": [{"name": "sunday", "date": "2027-03-14"}]}}},
				"us": {"united-states": {"spec": {"timezone": "America/New_York", "holidays": [{"name": "monday", "date": "2027-03-15"}]}}},
			},
		}
	{finding.region | some finding in report} == {"jp"}
}
