package interlock.rules.data["no-quality_test"]

import data.interlock.rules.data["no-quality"] as rule

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

check := {"name": "has-email", "field": "email", "owner": "ops", "every": "1d"}

test_checked if count(found({"core": true, "fields": [{"name": "email"}], "quality": [check]})) == 0

test_not_checked if {
	found({"core": true}) == {{
		"path": ["spec", "core"],
		"message": "core data entity `lead` has no quality check",
		"label": "expected `quality` beside it",
	}}
}

test_others_need_none if count(found({"core": false})) == 0

test_an_unknown_field if {
	some finding in found({"core": true, "quality": [check]})
	finding.message == "there is no field `email` to check"
}

test_the_record_as_a_whole if count(found({"quality": [{"name": "fresh", "owner": "ops", "every": "1w"}]})) == 0

test_no_owner if {
	some finding in found({"quality": [{"name": "fresh", "every": "1w"}]})
	finding.path == ["spec", "quality", "fresh", "name"]
}

test_nobody_says_how_often if {
	some finding in found({"quality": [{"name": "fresh", "owner": "ops"}]})
	finding.message == "nobody says how often check `fresh` is made"
}
