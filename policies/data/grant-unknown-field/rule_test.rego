package interlock.rules.data["grant-unknown-field_test"]

import data.interlock.rules.data["grant-unknown-field"] as rule

found(fields, known) := report if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "planner"}, "spec": {"grants": [{"entity": "lead", "level": "read", "fields": fields}]}},
		"region": "global",
	}
		with data.interlock.effective as {"DataEntity": {"global": {"lead": {"spec": {"fields": [{"name": name} | some name in known]}}}}}
}

test_unknown if {
	found(["email", "postcode"], ["email", "segment"]) == {{
		"path": ["spec", "grants", "lead", "fields", 1],
		"message": "`lead` has no field `postcode`",
		"label": "expected one of `email` and `segment`",
	}}
}

test_known if count(found(["email"], ["email"])) == 0

test_fields_are_not_described_yet if count(found(["email"], [])) == 0

test_all_fields if {
	report := rule.report with input as {"object": {"spec": {"grants": [{"entity": "lead", "level": "read"}]}}, "region": "global"}
		with data.interlock.effective as {"DataEntity": {"global": {}}}
	count(report) == 0
}
