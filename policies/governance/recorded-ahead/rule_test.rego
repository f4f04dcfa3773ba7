package interlock.rules.governance["recorded-ahead_test"]

import data.interlock.rules.governance["recorded-ahead"] as rule

reported(spec) := found if {
	found := rule.report with input as {"object": {"spec": spec}}
		with data.interlock.run.date as "2026-11-22"
}

test_tomorrow if {
	reported({"decided": "2026-11-23"}) == {{
		"path": ["spec", "decided"],
		"message": "it was decided on `2026-11-23`, which is yet to come",
		"label": "expected a day up to 2026-11-22",
	}}
}

test_today if {
	count(reported({"decided": "2026-11-22", "brandTerms": {"accepted": "2026-11-22"}})) == 0
}

test_nothing_recorded if {
	count(reported({"title": "Crew desk"})) == 0
}

test_every_record if {
	day := "2027-01-01"
	found := reported({
		"review": {"last": day},
		"retrospective": {"held": day},
		"agreements": {"processing": day, "security": day},
		"brandTerms": {"accepted": day},
	})
	{entry.path | some entry in found} == {
		["spec", "review", "last"],
		["spec", "retrospective", "held"],
		["spec", "agreements", "processing"],
		["spec", "agreements", "security"],
		["spec", "brandTerms", "accepted"],
	}
}
