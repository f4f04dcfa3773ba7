package interlock.rules.governance["second-organization_test"]

import data.interlock.rules.governance["second-organization"] as rule

found(names) := report if {
	report := rule.report with data.interlock.objects as {"Organization": {"global": {name: {} | some name in names}}}
}

test_one if count(found(["acme"])) == 0

test_two if {
	found(["rooms", "acme"]) == {{
		"object": {"kind": "Organization", "name": "rooms", "region": "global"},
		"path": ["metadata", "name"],
		"message": "`rooms` is a second organisation",
		"label": "the first is `acme`",
		"related": [{"object": {"kind": "Organization", "name": "acme", "region": "global"}, "path": ["metadata", "name"], "message": "the first"}],
	}}
}

test_none if count(found([])) == 0
