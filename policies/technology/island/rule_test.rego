package interlock.rules.technology.island_test

import data.interlock.rules.technology.island as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "jp"], "spec": {}},
	"de": {"path": ["global", "de"], "children": [], "spec": {}},
	"jp": {"path": ["global", "jp"], "children": [], "spec": {}},
}

form(category, status) := {
	"object": {
		"kind": "Platform",
		"metadata": {"name": "event-desk"},
		"spec": {"category": category, "lifecycle": {"status": status}},
	},
	"home": "global",
	"region": "global",
	"regions": ["global", "de", "jp"],
}

link := {"spec": {"from": "event-desk", "to": "mailer"}}

found(form_, spec, in_de, in_jp) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.effective.Integration as {"global": {}, "de": in_de, "jp": in_jp}
		with data.interlock.objects as {"Organization": {"global": {"o": {"spec": spec}}}}
}

needed := {"connectedCategories": ["events", "crm"]}

test_unconnected_in_one_market if {
	found(form("events", "active"), needed, {"attendees": link}, {}) == {{
		"path": ["spec", "category"],
		"region": "jp",
		"message": "no integration connects `event-desk` in jp",
		"label": "a category that needs others",
	}}
}

test_each_market_is_a_finding if count(found(form("events", "active"), needed, {}, {})) == 2

test_connected_from_either_end if {
	other := {"spec": {"from": "website", "to": "event-desk"}}
	count(found(form("events", "active"), needed, {"attendees": link}, {"forms": other})) == 0
}

test_another_category if count(found(form("social", "active"), needed, {}, {})) == 0

test_what_is_not_in_use if {
	every status in ["planned", "legacy", "retired"] {
		count(found(form("events", status), needed, {}, {})) == 0
	}
}

test_nothing_is_demanded if {
	count(found(form("events", "active"), {}, {}, {})) == 0
	report := rule.report with input as form("events", "active")
		with data.interlock.regions as regions
		with data.interlock.effective as {}
		with data.interlock.objects as {}
	count(report) == 0
}
