package interlock.rules.waiver["expires-soon_test"]

import data.interlock.rules.waiver["expires-soon"] as rule

waiver(spec) := {
	"object": {"kind": "Waiver", "metadata": {"name": "w", "owner": "dach-marketing-ops"}, "spec": spec},
	"home": "dach",
	"region": "dach",
}

found(spec) := report if {
	report := rule.report with input as waiver(spec)
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects.Organization as {}
}

test_the_notice_of_the_organisation if {
	count(rule.report) == 0 with input as waiver({"expires": "2026-12-15"})
		with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects.Organization as {"global": {"m": {"spec": {"notice": {"waivers": "1w"}}}}}
}

test_ends_within_a_month if {
	found({"expires": "2026-12-15"}) == {{
		"path": ["spec", "expires"],
		"message": "the waiver ends on `2026-12-15`, within 30d",
		"label": "today is 2026-11-22",
		"owner": "dach-marketing-ops",
	}}
}

test_ends_today if count(found({"expires": "2026-11-22"})) == 1

test_ends_on_the_thirtieth_day if count(found({"expires": "2026-12-22"})) == 1

test_ends_later if count(found({"expires": "2026-12-23"})) == 0

test_has_ended if count(found({"expires": "2026-11-21"})) == 0

test_without_an_end if count(found({})) == 0

test_an_end_that_is_no_date if count(found({"expires": "soon"})) == 0
