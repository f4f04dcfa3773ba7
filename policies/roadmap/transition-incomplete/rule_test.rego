package interlock.rules.roadmap["transition-incomplete_test"]

import data.interlock.rules.roadmap["transition-incomplete"] as rule

found(spec, state) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "desk"}, "spec": object.union({"type": "transition", "status": {"state": state}}, spec)}}
}

whole := {"current": "mail", "painPoints": ["lost"], "future": "form", "phases": [{"name": "pilot"}]}

test_complete if count(found(whole, "running")) == 0

test_incomplete if {
	found(object.union(object.remove(whole, ["future"]), {"phases": []}), "planned") == {{
		"path": ["spec", "type"],
		"message": "transition `desk` has no future, no phases",
		"label": "expected `future` and `phases` beside it",
	}}
}

test_an_idea if count(found({}, "proposed")) == 0

test_over if count(found({}, "done")) == 0

test_others if count(found({"type": "improvement"}, "running")) == 0
