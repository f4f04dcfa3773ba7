package interlock.rules.data["access-above-clearance_test"]

import data.interlock.rules.data["access-above-clearance"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "AccessRole", "metadata": {"name": "analyst"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"DataEntity": {"global": {"lead": {"spec": {"fields": [{"name": "segment", "classification": "internal"}, {"name": "email", "classification": "personal"}, {"name": "note"}]}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_cleared if count(found({"clearance": "personal", "grants": [{"entity": "lead"}]})) == 0

test_not_cleared if {
	found({"clearance": "internal", "grants": [{"entity": "lead"}]}) == {{
		"path": ["spec", "grants", "lead", "entity"],
		"message": "role `analyst` reaches personal data of `lead`",
		"label": "cleared up to internal",
		"related": [{
			"object": {"kind": "DataEntity", "name": "lead", "region": "global"},
			"path": ["spec", "fields", "email", "classification"],
			"message": "field email",
		}],
	}}
}

test_only_some_fields if count(found({"clearance": "internal", "grants": [{"entity": "lead", "fields": ["segment"]}]})) == 0

test_nothing_granted if count(found({"clearance": "public"})) == 0
