package interlock.rules.data["classification-lowered_test"]

import data.interlock.rules.data["classification-lowered"] as rule

found(from, change) := report if {
	report := rule.report with input as {
		"region": "jp",
		"changes": [object.union({"action": "set", "at": ["spec", "fields", "email", "classification"], "from": from}, change)],
	}
}

test_lowered if {
	found("personal", {"to": "internal"}) == {{
		"path": ["spec", "fields", "email", "classification"],
		"message": "jp makes field `email` internal",
		"label": "everywhere else: personal",
	}}
}

test_removed if {
	some finding in found("public", {"action": "remove"})
	finding.message == "jp makes field `email` unclassified"
}

test_raised_or_the_same if {
	count(found("personal", {"to": "sensitive"})) == 0
	count(found("personal", {"to": "personal"})) == 0
}

test_other_changes if count(found("text", {"to": "number", "at": ["spec", "fields", "email", "type"]})) == 0
