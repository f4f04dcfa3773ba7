package interlock.rules.governance["no-sponsor_test"]

import data.interlock.rules.governance["no-sponsor"] as rule

form(spec) := {
	"object": {"kind": "Organization", "metadata": {"name": "acme"}, "spec": object.union({"title": "Acme"}, spec)},
	"home": "global",
	"region": "global",
}

test_no_sponsor if {
	rule.report == {{
		"path": ["spec", "title"],
		"message": "`Acme` has no executive sponsor",
		"label": "expected a `sponsor` beside the title",
	}} with input as form({})
}

test_a_sponsor_without_an_address if {
	some finding in rule.report with input as form({"sponsor": {"role": "chief marketing officer"}})
	finding.path == ["spec", "sponsor", "role"]
	finding.message == "the sponsor `chief marketing officer` cannot be reached"
}

test_a_sponsor if {
	sponsor := {"role": "chief marketing officer", "email": "cmo@example.com"}
	count(rule.report) == 0 with input as form({"sponsor": sponsor})
}
