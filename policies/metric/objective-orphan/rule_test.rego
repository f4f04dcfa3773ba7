package interlock.rules.metric["objective-orphan_test"]

import data.interlock.rules.metric["objective-orphan"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Objective", "metadata": {"name": "demand"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Objective": {"global": {"grow": {"spec": {"level": "enterprise"}}, "reach": {"spec": {"level": "functional"}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_cascaded if {
	count(found({"level": "functional", "parent": "reach"})) == 0
	count(found({"level": "enterprise", "parent": "grow"})) == 0
	count(found({"level": "enterprise"})) == 0
}

test_orphan if {
	found({"level": "functional"}) == {{
		"path": ["spec", "level"],
		"message": "functional goal `demand` serves no objective",
		"label": "expected a `parent` beside it",
	}}
}

test_upside_down if {
	some finding in found({"level": "enterprise", "parent": "reach"})
	finding.path == ["spec", "parent"]
}
