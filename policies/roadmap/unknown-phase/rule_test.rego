package interlock.rules.roadmap["unknown-phase_test"]

import data.interlock.rules.roadmap["unknown-phase"] as rule

found(spec) := report if {
	report := rule.report with input as {"object": {"spec": object.union({"phases": [{"name": "pilot"}, {"name": "rollout", "dependsOn": ["pilot"]}]}, spec)}}
}

test_known if count(found({"variations": [{"name": "v", "phase": "rollout"}, {"name": "w"}]})) == 0

test_depends_on_none if {
	found({"phases": [{"name": "rollout", "dependsOn": ["poilt"]}]}) == {{
		"path": ["spec", "phases", "rollout", "dependsOn", 0],
		"message": "there is no phase `poilt`",
		"label": "expected one of `rollout`",
	}}
}

test_settled_before_none if {
	found({"variations": [{"name": "v", "phase": "later"}]}) == {{
		"path": ["spec", "variations", "v", "phase"],
		"message": "there is no phase `later`",
		"label": "expected one of `pilot` and `rollout`",
	}}
}
