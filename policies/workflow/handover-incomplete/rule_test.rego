package interlock.rules.workflow["handover-incomplete_test"]

import data.interlock.rules.workflow["handover-incomplete"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Handover", "metadata": {"name": "leads"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_complete if count(found({"criteria": ["scored"], "serviceLevel": "1d"})) == 0

test_no_service_level if {
	found({"criteria": ["scored"]}) == {{
		"path": ["spec", "title"],
		"message": "hand-over `leads` has no service level",
		"label": "expected `serviceLevel` beside the title",
	}}
}

test_no_criteria if {
	some finding in found({"criteria": []})
	finding.message == "hand-over `leads` has no criteria and no service level"
}
