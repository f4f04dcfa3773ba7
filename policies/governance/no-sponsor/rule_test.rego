package interlock.rules.governance["no-sponsor_test"]

import data.interlock.rules.governance["no-sponsor"] as rule

test_no_sponsor if {
	rule.report == {{
		"path": ["spec", "title"],
		"message": "`Acme` has no executive sponsor",
		"label": "expected a `sponsor` beside the title",
	}} with input as {"object": {"spec": {"title": "Acme"}}}
}

test_a_sponsor if {
	count(rule.report) == 0 with input as {"object": {"spec": {"title": "Acme", "sponsor": {"role": "chief marketing officer"}}}}
}
