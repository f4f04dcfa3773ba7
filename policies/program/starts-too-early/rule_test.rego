package interlock.rules.program["starts-too-early_test"]

import data.interlock.rules.program["starts-too-early"] as rule

found(spec, needed) := report if {
	report := rule.report with input as {
		"object": {
			"kind": "Program",
			"metadata": {"name": "tour"},
			"spec": object.union({"status": "planned", "launch": "2027-03-01", "dependsOn": ["range"]}, spec),
		},
		"home": "global",
		"region": "emea",
	}
		with data.interlock.effective as {"Program": {"emea": {"range": {"spec": needed}}}}
}

test_too_early if {
	found({}, {"status": "planned", "launch": "2027-04-01"}) == {{
		"path": ["spec", "launch"],
		"message": "launches on 2027-03-01, before `range`, which it needs",
		"label": "expected a day from 2027-04-01 on",
		"related": [{
			"object": {"kind": "Program", "name": "range", "region": "emea"},
			"path": ["spec", "launch"],
			"message": "what it needs",
		}],
	}}
}

test_on_the_same_day_or_later if {
	count(found({}, {"status": "planned", "launch": "2027-03-01"})) == 0
	count(found({}, {"status": "running", "launch": "2026-03-01"})) == 0
}

test_what_is_needed_is_cancelled if {
	some finding in found({}, {"status": "cancelled"})
	finding.path == ["spec", "dependsOn", 0]
	finding.message == "needs `range`, which is cancelled"
}

test_what_is_over if {
	every status in ["running", "done", "cancelled"] {
		count(found({"status": status}, {"status": "cancelled", "launch": "2027-04-01"})) == 0
	}
}

test_without_dates if {
	count(found({}, {"status": "planned"})) == 0
	count(found({"dependsOn": []}, {"status": "planned", "launch": "2027-04-01"})) == 0
}
