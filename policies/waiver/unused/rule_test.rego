package interlock.rules.waiver.unused_test

import data.interlock.rules.waiver.unused as rule

waiver(matches, expires) := {
	"object": {
		"kind": "Waiver",
		"metadata": {"name": "w", "owner": "dach-marketing-ops"},
		"spec": {"rule": "standard/locked-field", "expires": expires},
	},
	"home": "dach",
	"region": "dach",
	"matches": matches,
}

found(waiver_) := report if report := rule.report with input as waiver_ with data.interlock.run as {"date": "2026-11-22"}

test_excuses_nothing if {
	found(waiver(0, "2027-03-01")) == {{
		"path": ["spec", "rule"],
		"message": "the waiver excuses nothing: no finding of `standard/locked-field` matches it",
		"label": "no such finding at its object, path and region",
		"owner": "dach-marketing-ops",
	}}
}

test_without_an_end if count(found(json.remove(waiver(0, ""), ["object/spec/expires"]))) == 1

test_excuses_something if count(found(waiver(1, "2027-03-01"))) == 0

test_one_that_has_ended_is_another_finding if count(found(waiver(0, "2026-03-01"))) == 0
