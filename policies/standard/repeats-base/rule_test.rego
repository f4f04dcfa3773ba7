package interlock.rules.standard["repeats-base_test"]

import data.interlock.rules.standard["repeats-base"] as rule

same(governed) := {
	"action": "set",
	"path": "spec.title",
	"at": ["spec", "title"],
	"from": "Launch",
	"to": "Launch",
	"localization": {"name": "launch", "region": "emea", "owner": "emea-marketing-ops"},
	"governed": governed,
}

form(repeats, changes) := {"home": "global", "region": "emea", "repeats": repeats, "changes": changes}

other(name) := {"path": "spec.leadTime", "localization": {"name": name, "region": "emea", "owner": "emea-marketing-ops"}}

test_the_same_as_above if {
	rule.report == {{
		"path": ["spec", "title"],
		"message": "emea sets `spec.title` to `Launch`, which it was without",
		"label": "the same as above",
		"owner": "emea-marketing-ops",
	}} with input as form([same([])], [other("launch")])
}

test_a_localization_without_any_effect_is_told_of_as_a_whole if {
	count(rule.report) == 0 with input as form([same([])], [])
	count(rule.report) == 0 with input as form([same([])], [other("another")])
}

test_who_must_decide_may_decide_for_what_was if {
	count(rule.report) == 0 with input as form([same([{"stance": "mustLocalize"}])], [other("launch")])
	count(rule.report) == 1 with input as form([same([{"stance": "localize"}])], [other("launch")])
}

test_nothing_repeated if {
	count(rule.report) == 0 with input as form([], [other("launch")])
}
