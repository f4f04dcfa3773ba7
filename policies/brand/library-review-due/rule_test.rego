package interlock.rules.brand["library-review-due_test"]

import data.interlock.rules.brand["library-review-due"] as rule

found(last, spec) := report if {
	report := rule.report with input.object as {"metadata": {"name": "brand"}, "spec": {"review": {"last": last, "every": "2w"}}}
		with data.interlock.run.date as "2026-11-22"
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": spec}}}}
}

reminding := {"notice": {"libraries": "5d"}}

test_due if {
	found("2026-11-10", reminding) == {{
		"path": ["spec", "review", "last"],
		"message": "library `brand` is to be evaluated by 2026-11-24",
		"label": "evaluated every 2w",
	}}
}

test_not_yet_or_over if {
	count(found("2026-11-20", reminding)) == 0
	count(found("2026-11-01", reminding)) == 0
}

test_as_long_ahead_as_the_organisation_says if {
	count(found("2026-11-10", {"notice": {"libraries": "1d"}})) == 0
	count(found("2026-11-10", {})) == 1
}
