package interlock.rules.workflow["no-handover_test"]

import data.interlock.rules.workflow["no-handover"] as rule

platform(category) := {"spec": {"category": category, "lifecycle": {"status": "active"}}}

handover := {"spec": {"from": "mailer", "to": "desk"}}

found(markets, handovers) := report if {
	report := rule.report with input.object as {"metadata": {"name": "acme"}, "spec": {"title": "Acme"}}
		with data.interlock.regions as {name: {"path": ["global", name], "children": []} | some name in markets}
		with data.interlock.objects as {"Handover": {"global": handovers}}
		with data.interlock.effective as {
			"Platform": {"de": {"mailer": platform("marketing-automation"), "desk": platform("crm")}, "jp": {"desk": platform("crm")}},
			"Handover": {"de": handovers},
		}
}

test_joined if count(found(["de"], {"leads": handover})) == 0

test_not_joined if {
	found(["de"], {"leads": {"spec": {"from": "desk", "to": "mailer"}}}) == {{
		"path": ["spec", "title"],
		"region": "de",
		"message": "no hand-over from marketing automation to the CRM in de",
		"label": "both platforms are there",
	}}
}

test_one_platform_only if count(found(["jp"], {"leads": handover})) == 0

test_none_are_kept_yet if count(found(["de"], {})) == 0
