package interlock.rules.roadmap["training-owners_test"]

import data.interlock.rules.roadmap["training-owners"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Initiative", "metadata": {"name": "course"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Team": {"global": {"ops": {}}, "emea": {"emea-ops": {}}}}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_both if count(found({"type": "training", "training": {"developedBy": "ops", "deliveredBy": ["emea-ops"]}})) == 0

test_nobody_delivers if {
	found({"type": "training", "training": {"developedBy": "ops"}}) == {{
		"path": ["spec", "type"],
		"message": "training `course` has nobody who delivers it",
		"label": "expected training.deliveredBy",
	}}
}

test_nobody_at_all if count(found({"type": "training"})) == 2

test_developed_in_a_region if {
	some finding in found({"type": "training", "training": {"developedBy": "emea-ops", "deliveredBy": ["emea-ops"]}})
	finding.path == ["spec", "training", "developedBy"]
}

test_others_need_none if count(found({"type": "transition"})) == 0

test_delivered_by_headquarters_alone if {
	found({"type": "training", "training": {"developedBy": "ops", "deliveredBy": ["ops"]}}) == {{
		"path": ["spec", "training", "deliveredBy"],
		"message": "no region delivers training `course`",
		"label": "expected a team of a region",
	}}
	count(found({"type": "training", "training": {"developedBy": "ops", "deliveredBy": ["ops", "emea-ops"]}})) == 0
}
