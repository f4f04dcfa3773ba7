package interlock.rules.governance["no-escalation_test"]

import data.interlock.rules.governance["no-escalation"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Forum", "metadata": {"name": "council"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"conflicts": {"within": "2w"}}}}}}
		with data.interlock.effective as {"Forum": {"global": object.union(others, {"council": {"spec": spec}})}}
}

others := {
	"board": {"spec": {"escalation": {"sponsor": true, "within": "1w"}}},
	"ring": {"spec": {"escalation": {"to": "council"}}},
}

test_to_a_forum if count(found({"escalation": {"to": "board"}})) == 0

test_to_the_sponsor if count(found({"escalation": {"sponsor": true}})) == 0

test_nowhere if {
	found({"title": "Council"}) == {{
		"path": ["spec", "title"],
		"message": "what forum `council` cannot settle goes nowhere",
		"label": "expected an `escalation` to another forum or to the sponsor",
	}}
}

test_not_to_the_sponsor if count(found({"escalation": {"sponsor": false, "within": "1d"}})) == 1

test_no_organization if {
	rule.report == {{
		"path": ["spec", "escalation", "sponsor"],
		"message": "no organisation says who the sponsor above forum `council` is",
		"label": "expected an Organization with a sponsor",
		"help": "describe the organisation and its sponsor in a document of kind Organization",
	}} with input as {"object": {"metadata": {"name": "council"}, "spec": {"escalation": {"sponsor": true}}}}
		with data.interlock.objects as {}
}
