package interlock.rules.governance["escalation-slow_test"]

import data.interlock.rules.governance["escalation-slow"] as rule

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

test_in_time if count(found({"escalation": {"to": "board", "within": "1w"}})) == 0

test_too_slow if {
	found({"escalation": {"to": "board", "within": "8d"}}) == {{
		"path": ["spec", "escalation", "within"],
		"message": "a conflict in forum `council` takes up to 15d to reach the sponsor",
		"label": "promised: 2w",
	}}
}

test_no_limit if {
	some finding in found({"escalation": {"to": "board"}})
	finding.path == ["spec", "escalation"]
	finding.message == "forum `council` may keep a conflict for ever"
}

test_no_escalation_is_another_finding if count(found({})) == 0

test_nothing_promised if {
	count(rule.report) == 0 with input as {"region": "global", "object": {"metadata": {"name": "council"}, "spec": {"escalation": {"sponsor": true, "within": "1y"}}}}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Forum": {"global": {}}}
}
