package interlock.rules.waiver.expired_test

import data.interlock.rules.waiver.expired as rule

waiver(spec) := {"object": {"kind": "Waiver", "metadata": {"name": "w"}, "spec": spec}, "home": "dach", "region": "dach"}

found(spec) := report if report := rule.report with input as waiver(spec) with data.interlock.run as {"date": "2026-11-22"}

test_ended if {
	found({"expires": "2026-10-31", "approvedBy": "global-marketing-ops"}) == {{
		"path": ["spec", "expires"],
		"message": "the waiver ended on `2026-10-31`",
		"label": "before today, 2026-11-22",
		"owner": "global-marketing-ops",
	}}
}

test_ended_yesterday if count(found({"expires": "2026-11-21"})) == 1

test_the_last_day_counts if count(found({"expires": "2026-11-22"})) == 0

test_still_running if count(found({"expires": "2027-01-01"})) == 0

test_without_an_end if count(found({})) == 0

test_an_end_that_is_no_date if count(found({"expires": "soon"})) == 0
