package interlock.rules.governance["sponsor-unreachable_test"]

import data.interlock.rules.governance["sponsor-unreachable"] as rule

found(sponsor) := report if {
	report := rule.report with input as {"object": {"spec": {"title": "Acme", "sponsor": sponsor}}}
}

test_known if count(found({"role": "chief marketing officer", "email": "cmo@example.com"})) == 0

test_without_an_address if {
	found({"role": "chief marketing officer"}) == {{
		"path": ["spec", "sponsor", "role"],
		"message": "the sponsor `chief marketing officer` cannot be reached",
		"label": "expected an `email` beside the role",
	}}
}

test_without_a_role if {
	found({"email": "cmo@example.com"}) == {{
		"path": ["spec", "sponsor"],
		"message": "nobody knows who the sponsor is",
		"label": "expected a `role`",
	}}
}

test_no_sponsor_is_another_rule if count(rule.report) == 0 with input as {"object": {"spec": {"title": "Acme"}}}
