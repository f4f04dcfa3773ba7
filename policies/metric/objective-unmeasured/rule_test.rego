package interlock.rules.metric["objective-unmeasured_test"]

import data.interlock.rules.metric["objective-unmeasured"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Objective", "metadata": {"name": "demand"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_measured if count(found({"metrics": [{"name": "leads", "target": 0}]})) == 0

test_not_measured if {
	found({}) == {{
		"path": ["spec", "title"],
		"message": "objective `demand` is measured by nothing",
		"label": "expected `metrics` with a target",
	}}
}

test_no_target if {
	some finding in found({"metrics": [{"name": "leads"}]})
	finding.path == ["spec", "metrics", "leads", "name"]
	finding.message == "metric `leads` has no target"
}
