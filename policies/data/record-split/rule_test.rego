package interlock.rules.data["record-split_test"]

import data.interlock.rules.data["record-split"] as rule

found(change) := report if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "lead"}, "spec": {"title": "Lead"}},
		"home": "global",
		"region": "jp",
		"changes": [object.union({"action": "set", "at": ["spec", "systemOfRecord"], "from": "crm", "to": "crm-jp", "governed": []}, change)],
	}
}

test_of_its_own if {
	found({}) == {{
		"path": ["spec", "systemOfRecord"],
		"message": "jp keeps `Lead` in a system of record of its own",
		"label": "everywhere else: `crm`",
	}}
}

test_left_to_the_regions if {
	count(found({"governed": [{"stance": "localize"}]})) == 0
	count(found({"governed": [{"stance": "mustLocalize"}]})) == 0
	count(found({"governed": [{"stance": "localize"}, {"stance": "standardize"}]})) == 1
}

test_the_same if count(found({"to": "crm"})) == 0

test_other_changes if count(found({"at": ["spec", "title"]})) == 0
