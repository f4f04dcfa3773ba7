package interlock.rules.data["unclassified-field_test"]

import data.interlock.rules.data["unclassified-field"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "DataEntity", "metadata": {"name": "lead"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_classified if count(found({"fields": [{"name": "email", "classification": "personal"}]})) == 0

test_not_classified if {
	found({"fields": [{"name": "email"}]}) == {{
		"path": ["spec", "fields", "email", "name"],
		"message": "field `email` is not classified",
		"label": "expected a `classification` beside the name",
	}}
}

test_no_fields if count(found({})) == 0
