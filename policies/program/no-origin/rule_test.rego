package interlock.rules.program["no-origin_test"]

import data.interlock.rules.program["no-origin"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Program", "metadata": {"name": "launch"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_complete if {
	count(found({"origin": {"type": "reactive", "requester": {"role": "sales"}, "intake": "request"}})) == 0
	count(found({"origin": {"type": "proactive", "champion": {"role": "brand"}}})) == 0
}

test_nobody_stands_up if {
	found({"origin": {"type": "proactive"}}) == {{
		"path": ["spec", "origin", "type"],
		"message": "proactive program `launch` has no champion",
		"label": "expected `champion` beside it",
	}}
}

test_asked_for_by_nobody if count(found({"origin": {"type": "reactive"}})) == 2

test_not_said if {
	found({"status": "planned"}) == {{
		"path": ["spec", "title"],
		"message": "nobody says where program `launch` came from",
		"label": "expected an `origin` beside the title: proactive or reactive",
	}}
}

test_not_said_of_what_is_over if count(found({"status": "done"})) == 0
