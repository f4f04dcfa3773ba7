package interlock.rules.standard["without-effect_test"]

import data.interlock.rules.standard["without-effect"] as rule

localization(effect) := {
	"object": {
		"kind": "Localization",
		"metadata": {"name": "launch", "region": "emea", "owner": "emea-marketing-ops"},
		"spec": {"of": {"kind": "Workflow", "name": "launch"}},
	},
	"home": "emea",
	"effect": effect,
}

test_it_only_repeats if {
	rule.report == {{
		"path": ["metadata", "name"],
		"message": "the localization changes nothing of Workflow/launch in emea",
		"label": "what it sets was so without it",
		"owner": "emea-marketing-ops",
	}} with input as localization({"changes": 0, "repeats": 2})
}

test_it_says_nothing if {
	some finding in rule.report with input as localization({"changes": 0, "repeats": 0})
	finding.label == "it sets nothing and removes nothing"
}

test_it_changes_something if {
	count(rule.report) == 0 with input as localization({"changes": 1, "repeats": 2})
}

test_what_it_changes_is_unknown if {
	count(rule.report) == 0 with input as object.remove(localization({}), ["effect"])
}
