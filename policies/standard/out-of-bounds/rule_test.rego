package interlock.rules.standard["out-of-bounds_test"]

import data.interlock.rules.standard["out-of-bounds"] as rule

entry(region, bounds) := {
	"standard": {"name": "campaign-workflows", "region": region, "owner": "global-marketing-ops"},
	"field": 2,
	"path": "spec.steps[*].serviceLevel",
	"stance": "bounded",
	"bounds": bounds,
}

form(to, bounds) := {
	"home": "global",
	"region": "emea",
	"regions": ["emea"],
	"changes": [{
		"action": "set",
		"path": "spec.steps[audience-review].serviceLevel",
		"at": ["spec", "steps", "audience-review", "serviceLevel"],
		"inside": false,
		"list": false,
		"from": "2d",
		"to": to,
		"localization": {"name": "campaign-request", "region": "emea", "owner": "emea-marketing-ops"},
		"governed": [entry("global", bounds)],
		"overruled": [],
	}],
}

broken(to, bounds) if count(rule.report) == 1 with input as form(to, bounds)

kept(to, bounds) if count(rule.report) == 0 with input as form(to, bounds)

test_more_than_the_maximum if {
	rule.report == {{
		"path": ["spec", "steps", "audience-review", "serviceLevel"],
		"message": "emea sets `spec.steps[audience-review].serviceLevel` to `6d`, more than `4d`",
		"label": "bounded: at least `1d`, at most `4d`",
		"owner": "global-marketing-ops",
	}} with input as form("6d", {"minimum": "1d", "maximum": "4d"})
}

test_less_than_the_minimum if {
	some finding in rule.report with input as form("4h", {"minimum": "1d"})
	endswith(finding.message, "to `4h`, less than `1d`")
}

test_the_bounds_themselves_are_within if {
	kept("4d", {"maximum": "4d"})
	kept("1d", {"minimum": "1d"})
	kept("96h", {"maximum": "4d"})
}

test_units_count_by_length if {
	broken("100h", {"maximum": "4d"})
	kept("1w", {"maximum": "1mo"})
	kept("12mo", {"maximum": "1y"})
	broken("13mo", {"maximum": "1y"})
}

test_numbers if {
	broken(11, {"maximum": 10})
	kept(9.5, {"maximum": 10})
	broken(0, {"minimum": 1})
}

test_percentages if {
	broken("25%", {"maximum": "20%"})
	kept("5%", {"maximum": "20%"})
}

test_dates if {
	broken("2027-04-01", {"maximum": "2027-03-31"})
	kept("2026-12-01", {"minimum": "2026-11-22", "maximum": "2027-03-31"})
}

test_dates_are_earlier_or_later if {
	some finding in rule.report with input as form("2027-04-01", {"maximum": "2027-03-31"})
	endswith(finding.message, "to `2027-04-01`, later than `2027-03-31`")
}

test_money if {
	broken("EUR 60000", {"maximum": "EUR 50000"})
	kept("EUR 50000", {"maximum": "EUR 50000"})
	broken("USD 100", {"maximum": "EUR 50000"})
}

test_what_cannot_be_compared_is_told if {
	some finding in rule.report with input as form("soon", {"maximum": "4d"})
	contains(finding.message, "which cannot be compared with the maximum of `4d`: expected duration, found text")
	broken(4, {"maximum": "4d"})
}

test_one_of if {
	some finding in rule.report with input as form("sms", {"oneOf": ["email", "social"]})
	endswith(finding.message, "to `sms`, expected one of `email` and `social`")
	kept("social", {"oneOf": ["email", "social"]})
}

test_each_value_of_a_list if {
	kept(["email", "social"], {"oneOf": ["email", "social"]})
	broken(["email", "sms"], {"oneOf": ["email", "social"]})
	kept([], {"oneOf": ["email", "social"]})
}

test_pattern if {
	broken("promo-1", {"pattern": "^campaign-[0-9]+$"})
	kept("campaign-1", {"pattern": "^campaign-[0-9]+$"})
	broken(1, {"pattern": "^[0-9]+$"})
}

test_a_pattern_that_is_none if {
	some finding in rule.report with input as form("promo-1", {"pattern": "("})
	contains(finding.message, "which is no regular expression")
}

test_two_bounds_broken_are_two_findings if {
	count(rule.report) == 2 with input as form("6d", {"maximum": "4d", "oneOf": ["1d", "2d"]})
}

test_mappings_have_changes_of_their_own if kept({"serviceLevel": "6d"}, {"maximum": "4d"})

test_values_inside_an_added_member_count if {
	changed := json.patch(form("6d", {"maximum": "4d"}), [{"op": "replace", "path": "/changes/0/inside", "value": true}])
	count(rule.report) == 1 with input as changed
}

test_removed if {
	removed := json.patch(form(null, {"maximum": "4d"}), [
		{"op": "replace", "path": "/changes/0/action", "value": "remove"},
		{"op": "remove", "path": "/changes/0/to"},
	])
	some finding in rule.report with input as removed
	finding.message == "emea may not remove `spec.steps[audience-review].serviceLevel`"
}

test_a_removed_member_of_a_list_is_for_another_rule if {
	removed := json.patch(form(null, {"additive": true}), [
		{"op": "replace", "path": "/changes/0/action", "value": "remove"},
		{"op": "replace", "path": "/changes/0/list", "value": true},
	])
	count(rule.report) == 0 with input as removed
}

test_other_stances if {
	every stance in ["standardize", "localize", "mustLocalize"] {
		changed := json.patch(form("6d", {"maximum": "4d"}), [{"op": "replace", "path": "/changes/0/governed/0/stance", "value": stance}])
		count(rule.report) == 0 with input as changed
	}
}

test_additive_alone_bounds_no_value if kept("6d", {"additive": true})

test_the_bounds_of_both_levels_hold if {
	changed := json.patch(form("3d", {"maximum": "4d"}), [
		{"op": "replace", "path": "/region", "value": "de"},
		{"op": "add", "path": "/changes/0/governed/-", "value": entry("emea", {"maximum": "2d"})},
	])
	count(rule.report) == 1 with input as changed
}

test_a_standard_of_the_region_itself_does_not_bind_it if {
	changed := json.patch(form("3d", {"maximum": "4d"}), [{"op": "add", "path": "/changes/0/governed/-", "value": entry("emea", {"maximum": "2d"})}])
	count(rule.report) == 0 with input as changed
}

test_no_changes if {
	count(rule.report) == 0 with input as {"home": "global", "region": "global", "changes": []}
}

test_days_and_months_that_nobody_can_compare if {
	some finding in rule.report with input as form("30d", {"maximum": "1mo"})
	endswith(finding.message, "to `30d`, which may be more or less than the maximum of `1mo`: months differ in length, so write both in days or both in months")
}

test_relative_to_the_region_above if {
	kept("2d", {"maximum": "base"})
	kept("1d", {"maximum": "base"})
	broken("3d", {"maximum": "base"})
	kept("3d", {"minimum": "base"})
	broken("1d", {"minimum": "base"})
	some finding in rule.report with input as form("3d", {"maximum": "base"})
	endswith(finding.message, "to `3d`, more than `2d`")
	finding.label == "bounded: at most what the region above has"
}

test_what_the_region_above_has_not_bounds_nothing if {
	count(rule.report) == 0 with input as json.remove(form("9d", {"maximum": "base"}), ["/changes/0/from"])
}

test_money_of_another_currency if {
	some finding in rule.report with input as form("USD 900", {"maximum": "EUR 1000"})
	endswith(finding.message, "which cannot be compared with the maximum of `EUR 1000`: expected amount in EUR, found amount in USD")
}

on(day, to, bounds) := found if {
	found := count(rule.report) with input as form(to, bounds) with data.interlock.run.date as day
}

test_relative_to_the_day_of_the_run if {
	on("2026-11-22", "2027-05-22", {"maximum": "today+6mo"}) == 0
	on("2026-11-22", "2027-05-23", {"maximum": "today+6mo"}) == 1
	on("2026-11-22", "2026-11-08", {"minimum": "today-2w"}) == 0
	on("2026-11-22", "2026-11-07", {"minimum": "today-2w"}) == 1
	on("2026-11-22", "2026-11-21", {"minimum": "today"}) == 1
	on("2028-02-29", "2029-02-28", {"maximum": "today+1y"}) == 0
}

test_a_pattern_is_no_day if {
	kept("today-at-noon", {"pattern": "today-.*"})
	kept("base", {"oneOf": ["base"]})
}
