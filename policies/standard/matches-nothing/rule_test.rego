package interlock.rules.standard["matches-nothing_test"]

import data.interlock.rules.standard["matches-nothing"] as rule

standard(selected, adopted) := {
	"object": {"kind": "Standard", "metadata": {"name": "core"}, "spec": {"for": {"kind": "Platform"}}},
	"selected": selected,
	"adopted": adopted,
}

test_nothing_is_selected if {
	rule.report == {{
		"path": ["spec", "for"],
		"message": "no Platform is what standard `core` is for",
		"label": "nothing has this kind, these names and these labels",
	}} with input as standard(0, false)
}

test_something_is_selected if count(rule.report) == 0 with input as standard(1, false)

test_what_is_adopted_waits_for_its_objects if count(rule.report) == 0 with input as standard(0, true)
