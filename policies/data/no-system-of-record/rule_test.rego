package interlock.rules.data["no-system-of-record_test"]

import data.interlock.rules.data["no-system-of-record"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "DataEntity", "metadata": {"name": "lead"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Platform": {"global": {"desk": {"spec": {"lifecycle": {"status": "active"}}}, "old": {"spec": {"lifecycle": {"status": "retired"}}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_recorded if count(found({"systemOfRecord": "desk"})) == 0

test_not_recorded if {
	found({"title": "Lead"}) == {{
		"path": ["spec", "title"],
		"message": "data entity `lead` has no system of record",
		"label": "expected a `systemOfRecord` beside the title",
	}}
}

test_recorded_in_what_is_gone if {
	some finding in found({"systemOfRecord": "old"})
	finding.message == "system of record `old` is retired"
}

test_unknown_platforms_are_another_finding if count(found({"systemOfRecord": "nothing"})) == 0
