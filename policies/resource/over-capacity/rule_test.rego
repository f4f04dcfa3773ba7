package interlock.rules.resource["over-capacity_test"]

import data.interlock.rules.resource["over-capacity"] as rule

asking(days) := {"spec": {"team": "ops", "demand": [{"period": "2027-q1", "days": days}]}}

teams := {"ops": {"metadata": {"name": "ops"}, "spec": {
	"capacity": [{"period": "2027-q1", "days": 100}],
	"shares": [{"name": "s", "period": "2027-q1", "days": 20}],
	"borrows": [{"name": "b", "period": "2027-q2", "days": 50}],
}}}

found(programs, initiatives) := seen({"global": programs}, initiatives)

seen(programs, initiatives) := report if {
	report := rule.report with input as {}
		with data.interlock.objects as {"Team": {"global": teams, "de": germans}}
		with data.interlock.effective as {
			"Team": {"global": teams, "de": object.union(teams, germans), "us": teams},
			"Program": programs,
			"Initiative": {"global": initiatives},
		}
}

germans := {"de-ops": {"metadata": {"name": "de-ops", "region": "de"}, "spec": {
	"capacity": [{"period": "2027-q1", "days": 10}],
	"borrows": [{"name": "b", "period": "2027-q1", "days": 5}],
}}}

test_fits if count(found({"a": asking(40)}, {"b": asking(40)})) == 0

test_too_much if {
	found({"a": asking(41)}, {"b": asking(40)}) == {{
		"object": {"kind": "Team", "name": "ops", "region": "global"},
		"path": ["spec", "capacity", "2027-q1", "days"],
		"message": "team `ops` is asked for 81 days in 2027-q1",
		"label": "80 are there",
		"related": [
			{"object": {"kind": "Initiative", "name": "b", "region": "global"}, "path": ["spec", "demand", "2027-q1", "days"], "message": "40 days"},
			{"object": {"kind": "Program", "name": "a", "region": "global"}, "path": ["spec", "demand", "2027-q1", "days"], "message": "41 days"},
		],
	}}
}

test_over_asks_for_nothing if {
	count(found({"a": object.union(asking(90), {"spec": {"status": "done"}})}, {})) == 0
	count(found({}, {"b": object.union(asking(90), {"spec": {"status": {"state": "stopped"}}})})) == 0
}

test_nothing_asked if count(found({}, {})) == 0

test_regions_that_take_it_over_ask_once if {
	count(seen({"global": {"a": asking(60)}, "de": {"a": asking(60)}, "us": {"a": asking(70)}}, {})) == 0
	count(seen({"global": {"a": asking(60)}, "de": {"a": asking(60)}, "us": {"a": asking(81)}}, {})) == 1
}

local(days) := {"spec": {"team": "de-ops", "demand": [{"period": "2027-q1", "days": days}]}}

test_a_region_gives_it_to_a_team_of_its_own if {
	count(seen({"global": {"a": asking(60)}, "de": {"a": local(15)}}, {})) == 0
	some finding in seen({"global": {"a": asking(60)}, "de": {"a": local(16)}}, {})
	finding.object == {"kind": "Team", "name": "de-ops", "region": "de"}
	finding.label == "15 are there"
	finding.related[0].object == {"kind": "Program", "name": "a", "region": "de"}
}
