package interlock.rules.workflow["handover-unconnected_test"]

import data.interlock.rules.workflow["handover-unconnected"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "jp"], "spec": {}},
	"de": {"path": ["global", "de"], "children": [], "spec": {}},
	"jp": {"path": ["global", "jp"], "children": [], "spec": {}},
}

active := {"spec": {"lifecycle": {"status": "active"}}}

platforms := {"mailer": active, "crm": active}

link(from, to, entity, direction) := {"leads": {"spec": {"from": from, "to": to, "entity": entity, "direction": direction}}}

there := link("mailer", "crm", "lead", "one-way")

found(spec, in_de, in_jp) := report if {
	report := rule.report with input as {
		"object": {"kind": "Handover", "spec": object.union({"from": "mailer", "to": "crm"}, spec)},
		"home": "global",
		"region": "global",
		"regions": ["global", "de", "jp"],
	}
		with data.interlock.regions as regions
		with data.interlock.objects as {"Integration": {"global": there}}
		with data.interlock.effective as {
			"Integration": {"de": in_de, "jp": in_jp},
			"Platform": {"de": platforms, "jp": platforms},
		}
}

lead := {"entity": "lead"}

test_nothing_carries_it if {
	found(lead, there, {}) == {{
		"path": ["spec", "entity"],
		"region": "jp",
		"message": "nothing carries `lead` from `mailer` to `crm` in jp",
		"label": "expected an integration for it",
	}}
}

test_carried if {
	count(found(lead, there, there)) == 0
	count(found(lead, there, link("crm", "mailer", "lead", "both-ways"))) == 0
}

test_the_other_way_or_something_else if {
	count(found(lead, there, link("crm", "mailer", "lead", "one-way"))) == 1
	count(found(lead, there, link("mailer", "crm", "account", "one-way"))) == 1
	count(found(lead, there, link("mailer", "site", "lead", "one-way"))) == 1
}

test_no_entity_is_named if count(found({}, {}, {})) == 0

test_within_one_platform if count(found({"entity": "lead", "to": "mailer"}, {}, {})) == 0

test_where_an_end_is_not_there if {
	report := rule.report with input as {
		"object": {"spec": {"from": "mailer", "to": "crm", "entity": "lead"}},
		"regions": ["de"],
	}
		with data.interlock.regions as regions
		with data.interlock.objects as {"Integration": {"global": there}}
		with data.interlock.effective as {"Integration": {"de": {}}, "Platform": {"de": {"crm": active}}}
	count(report) == 0
}
