package interlock.rules.technology["integration-reach_test"]

import data.interlock.rules.technology["integration-reach"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "jp"], "spec": {}},
	"de": {"path": ["global", "de"], "children": [], "spec": {}},
	"jp": {"path": ["global", "jp"], "children": [], "spec": {}},
}

active := {"spec": {"lifecycle": {"status": "active"}}}

effective := {"Platform": {
	"global": {"crm": active, "mailer": active},
	"de": {"crm": active, "mailer": active},
	"jp": {"crm": active},
}}

form(in_regions) := {
	"object": {
		"kind": "Integration",
		"metadata": {"name": "leads"},
		"spec": {"from": "mailer", "to": "crm", "entity": "lead", "direction": "one-way"},
	},
	"home": "global",
	"region": "global",
	"regions": in_regions,
}

found(form_, effective_) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.effective as effective_
		with data.interlock.objects as {"Platform": {"global": {"crm": active, "mailer": active}}}
}

test_an_end_is_not_there if {
	found(form(["global", "de", "jp"]), effective) == {{
		"path": ["spec", "from"],
		"region": "jp",
		"message": "`mailer` does not serve jp",
		"label": "expected a platform that jp has",
	}}
}

test_the_market_is_left_out if count(found(form(["global", "de"]), effective)) == 0

test_regions_in_between_wait_for_their_markets if {
	nowhere_above := object.union(effective, {"Platform": {"global": {"mailer": null}}})
	count(found(form(["global", "de"]), nowhere_above)) == 0
}

test_a_platform_that_nobody_knows_is_another_finding if {
	report := rule.report with input as form(["jp"])
		with data.interlock.regions as regions
		with data.interlock.effective as effective
		with data.interlock.objects as {"Platform": {"global": {"crm": active}}}
	count(report) == 0
}
