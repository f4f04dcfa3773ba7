package interlock.rules.technology["two-masters_test"]

import data.interlock.rules.technology["two-masters"] as rule

form(direction, from) := {
	"object": {
		"kind": "Integration",
		"metadata": {"name": "contacts"},
		"spec": {"from": from, "to": "mailer", "entity": "contact", "direction": direction},
	},
	"home": "global",
	"region": "emea",
	"regions": ["emea"],
}

found(form_, spec) := report if {
	report := rule.report with input as form_
		with data.interlock.effective as {"DataEntity": {"emea": {"contact": {"spec": spec}}}}
}

test_neither_is_right if {
	found(form("both-ways", "website"), {"systemOfRecord": "crm"}) == {{
		"path": ["spec", "direction"],
		"message": "`website` and `mailer` write each other's `contact`, and neither is its system of record",
		"label": "the system of record is `crm`",
		"related": [{
			"object": {"kind": "DataEntity", "name": "contact", "region": "emea"},
			"path": ["spec", "systemOfRecord"],
			"message": "the system of record",
		}],
	}}
}

test_one_of_them_is_right if {
	count(found(form("both-ways", "crm"), {"systemOfRecord": "crm"})) == 0
	count(found(form("both-ways", "website"), {"systemOfRecord": "mailer"})) == 0
}

test_one_way if count(found(form("one-way", "website"), {"systemOfRecord": "crm"})) == 0

test_no_system_of_record_is_another_finding if count(found(form("both-ways", "website"), {})) == 0
