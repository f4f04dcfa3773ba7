package interlock.rules.standard["not-additive_test"]

import data.interlock.rules.standard["not-additive"] as rule

entry(region, bounds) := {
	"standard": {"name": "campaign-workflows", "region": region, "owner": "global-marketing-ops"},
	"field": 0,
	"path": "spec.steps",
	"stance": "bounded",
	"bounds": bounds,
}

form(change, bounds) := {
	"home": "global",
	"region": "latam",
	"regions": ["latam"],
	"changes": [object.union(
		{
			"inside": false,
			"list": false,
			"localization": {"name": "campaign-request", "region": "latam", "owner": "latam-marketing-ops"},
			"governed": [entry("global", bounds)],
			"overruled": [],
		},
		change,
	)],
}

dropped_step := {
	"action": "remove",
	"path": "spec.steps[brand-review]",
	"at": ["spec", "steps", "brand-review"],
	"list": true,
	"from": {"name": "brand-review", "type": "review"},
}

channels(from, to) := {"action": "set", "path": "spec.channels", "at": ["spec", "channels"], "from": from, "to": to}

test_a_dropped_member if {
	rule.report == {{
		"path": ["spec", "steps", "brand-review"],
		"message": "latam may not drop `spec.steps[brand-review]`",
		"label": "additive: regions may add here, and never drop",
		"owner": "global-marketing-ops",
	}} with input as form(dropped_step, {"additive": true})
}

test_a_field_dropped_from_a_member if {
	count(rule.report) == 1 with input as form(
		{"action": "remove", "path": "spec.steps[copy].gate", "at": ["spec", "steps", "copy", "gate"], "from": "blocking"},
		{"additive": true},
	)
}

test_a_replaced_list_without_some_members if {
	some finding in rule.report with input as form(
		channels(["email", "events", "social"], ["email", "messenger"]),
		{"additive": true},
	)
	finding.message == "latam may not drop `events` and `social` from `spec.channels`"
}

test_a_replaced_list_with_all_members_and_more if {
	count(rule.report) == 0 with input as form(channels(["email"], ["messenger", "email"]), {"additive": true})
}

test_a_list_that_becomes_something_else if {
	some finding in rule.report with input as form(channels(["email"], "email"), {"additive": true})
	finding.message == "latam may not drop all of `spec.channels`"
}

test_an_added_member if {
	count(rule.report) == 0 with input as form(
		{"action": "add", "path": "spec.steps[notice]", "at": ["spec", "steps", "notice"], "list": true, "to": {"name": "notice"}},
		{"additive": true},
	)
}

test_a_changed_value_of_a_member if {
	count(rule.report) == 0 with input as form(
		{"action": "set", "path": "spec.steps[copy].role", "at": ["spec", "steps", "copy", "role"], "from": "writer", "to": "editor"},
		{"additive": true},
	)
}

test_bounds_that_are_not_additive if {
	count(rule.report) == 0 with input as form(dropped_step, {"additive": false})
	count(rule.report) == 0 with input as form(dropped_step, {"maximum": 4})
}

test_nothing_governs if {
	changed := json.patch(form(dropped_step, {}), [{"op": "replace", "path": "/changes/0/governed", "value": []}])
	count(rule.report) == 0 with input as changed
}

test_a_standard_of_the_region_itself_does_not_bind_it if {
	changed := json.patch(form(dropped_step, {}), [{"op": "replace", "path": "/changes/0/governed", "value": [entry("latam", {"additive": true})]}])
	count(rule.report) == 0 with input as changed
	count(rule.report) == 1 with input as object.union(changed, {"region": "br"})
}

test_no_changes if {
	count(rule.report) == 0 with input as {"home": "global", "region": "global", "changes": []}
}
