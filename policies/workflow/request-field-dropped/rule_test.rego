package interlock.rules.workflow["request-field-dropped_test"]

import data.interlock.rules.workflow["request-field-dropped"] as rule

found(change) := report if {
	report := rule.report with input as {
		"object": {"kind": "Workflow", "metadata": {"name": "request"}},
		"home": "global",
		"region": "jp",
		"changes": [object.union({"governed": [], "overruled": []}, change)],
	}
}

budget := {"name": "budget", "required": true}

test_dropped if {
	found({"action": "remove", "list": true, "at": ["spec", "intake", "fields", "budget"], "from": budget}) == {{
		"path": ["spec", "intake", "fields", "budget"],
		"message": "jp drops `budget`, which each request must answer",
		"label": "required everywhere",
	}}
}

test_dropped_with_all_others if {
	all_fields := [budget, {"name": "notes", "required": false}, {"name": "links"}]
	some finding in found({"action": "remove", "at": ["spec", "intake", "fields"], "from": all_fields})
	finding.message == "jp drops `budget`, which each request must answer"
	count(found({"action": "remove", "at": ["spec", "intake"], "from": {"fields": all_fields}})) == 1
}

test_no_longer_required if {
	some finding in found({"action": "set", "at": ["spec", "intake", "fields", "budget", "required"], "from": true, "to": false})
	finding.message == "jp no longer asks each request for `budget`"
	count(found({"action": "remove", "at": ["spec", "intake", "fields", "budget", "required"], "from": true})) == 1
}

test_optional_fields if {
	count(found({"action": "remove", "at": ["spec", "intake", "fields", "notes"], "from": {"name": "notes", "required": false}})) == 0
	count(found({"action": "remove", "at": ["spec", "intake", "fields", "notes"], "from": {"name": "notes"}})) == 0
	count(found({"action": "remove", "at": ["spec", "intake"], "from": {"calendar": "global"}})) == 0
}

test_more_is_asked if {
	count(found({"action": "set", "at": ["spec", "intake", "fields", "notes", "required"], "from": false, "to": true})) == 0
	count(found({"action": "add", "at": ["spec", "intake", "fields", "shop"], "to": {"name": "shop", "required": true}})) == 0
}

test_other_parts if {
	count(found({"action": "remove", "at": ["spec", "steps", "triage"], "from": {"name": "triage"}})) == 0
	count(found({"action": "set", "at": ["spec", "intake", "calendar"], "from": "global", "to": "jp"})) == 0
	count(found({"action": "set", "at": ["spec", "intake", "fields", "budget", "title"], "from": "a", "to": "b"})) == 0
}
