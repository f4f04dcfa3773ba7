package interlock.rules.resource.weights_test

import data.interlock.rules.resource.weights as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Organization", "metadata": {"name": "acme"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_the_whole if count(found({"prioritization": {"criteria": [{"name": "a", "weight": "33.33%"}, {"name": "b", "weight": "33.33%"}, {"name": "c", "weight": "33.34%"}]}})) == 0

test_not_the_whole if {
	found({"prioritization": {"criteria": [{"name": "a", "weight": "60%"}, {"name": "b", "weight": "50%"}]}}) == {{
		"path": ["spec", "prioritization", "criteria", "a", "weight"],
		"message": "the weights of the criteria add up to 110%",
		"label": "expected 100% with all others",
	}}
}

test_no_criteria if {
	count(found({"prioritization": {"criteria": []}})) == 0
	count(found({})) == 0
}
