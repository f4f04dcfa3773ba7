package interlock.rules.governance["forum-incomplete_test"]

import data.interlock.rules.governance["forum-incomplete"] as rule

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

test_complete if count(found({"title": "Council", "cadence": "2w", "chair": {"role": "head"}, "seats": [{"team": "ops"}]})) == 0

test_no_chair if {
	found({"title": "Council", "cadence": "2w", "seats": [{"team": "ops"}]}) == {{
		"path": ["spec", "title"],
		"message": "forum `council` has no chair",
		"label": "expected `chair` beside the title",
	}}
}

test_neither if {
	some finding in found({"title": "Council"})
	finding.message == "forum `council` has no cadence and no chair and no seats"
}
