package interlock.rules.data["type-changed_test"]

import data.interlock.rules.data["type-changed"] as rule

found(changes) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "lead"}}, "home": "global", "region": "emea", "changes": changes}
}

change := {"action": "set", "at": ["spec", "fields", "size", "type"], "from": "number", "to": "text"}

test_changed if {
	found([change]) == {{
		"path": ["spec", "fields", "size", "type"],
		"message": "emea changes the type of field `size`",
		"label": "everywhere else: `number`",
	}}
}

test_other_changes if {
	count(found([object.union(change, {"at": ["spec", "fields", "size", "meaning"]})])) == 0
	count(found([object.union(change, {"at": ["spec", "title"]})])) == 0
}

test_no_change if count(found([object.union(change, {"to": "number"})])) == 0

test_a_field_of_its_own if count(found([{"action": "add", "at": ["spec", "fields", "vat"], "to": {"name": "vat", "type": "text"}}])) == 0
