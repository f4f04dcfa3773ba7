package interlock.rules.data["field-without-meaning_test"]

import data.interlock.rules.data["field-without-meaning"] as rule

found(core, field) := report if {
	report := rule.report with input.object as {"metadata": {"name": "lead"}, "spec": {"core": core, "fields": [object.union({"name": "score"}, field)]}}
}

test_no_meaning if {
	found(true, {}) == {{
		"path": ["spec", "fields", "score", "name"],
		"message": "nobody says what field `score` means",
		"label": "expected a `meaning` beside the name",
	}}
}

test_meaning if count(found(true, {"meaning": "How likely a sale is."})) == 0

test_not_core if count(found(false, {})) == 0
