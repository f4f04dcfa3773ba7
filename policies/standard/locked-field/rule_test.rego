package interlock.rules.standard["locked-field_test"]

import data.interlock.rules.standard["locked-field"] as rule

entry(region, stance) := {
	"standard": {"name": sprintf("%s-workflows", [region]), "region": region, "owner": sprintf("%s-marketing-ops", [region])},
	"field": 0,
	"path": "spec.steps[*].gate",
	"stance": stance,
	"bounds": {},
}

change := {
	"action": "set",
	"path": "spec.steps[qa-review].gate",
	"at": ["spec", "steps", "qa-review", "gate"],
	"inside": false,
	"list": false,
	"from": "blocking",
	"to": "advisory",
	"localization": {"name": "campaign-request", "region": "emea", "owner": "emea-marketing-ops"},
	"governed": [entry("global", "standardize")],
	"overruled": [],
}

# with_change is the form of emea with the change and some things different in it.
with_change(different) := {"home": "global", "region": "emea", "regions": ["emea"], "changes": [object.union(change, different)]}

test_a_changed_value if {
	rule.report == {{
		"path": ["spec", "steps", "qa-review", "gate"],
		"message": "emea may not change `spec.steps[qa-review].gate`",
		"label": "standardized: the base says `blocking`",
		"owner": "global-marketing-ops",
	}} with input as with_change({})
}

test_an_added_value if {
	added := object.remove(object.union(change, {"action": "add"}), ["from"])
	some finding in rule.report with input as {"region": "emea", "changes": [added]}
	finding.message == "emea may not add `spec.steps[qa-review].gate`"
	finding.label == "standardized: the base has none"
}

test_an_added_member_of_a_list if {
	member := {"action": "add", "path": "spec.steps[notice]", "at": ["spec", "steps", "notice"], "list": true, "from": null}
	some finding in rule.report with input as with_change(member)
	finding.message == "emea may not add `spec.steps[notice]`"
}

test_a_removed_value if {
	some finding in rule.report with input as with_change({"action": "remove", "to": null})
	finding.message == "emea may not remove `spec.steps[qa-review].gate`"
}

test_values_inside_an_added_member_are_the_regions_own if {
	count(rule.report) == 0 with input as with_change({"inside": true})
}

test_other_stances_are_no_lock if {
	every stance in ["bounded", "localize", "mustLocalize"] {
		count(rule.report) == 0 with input as with_change({"governed": [entry("global", stance)]})
	}
}

test_nothing_governs if {
	count(rule.report) == 0 with input as with_change({"governed": []})
}

test_a_region_in_between_locks_for_those_below if {
	governed := [entry("global", "localize"), entry("emea", "standardize")]
	some finding in rule.report with input as object.union(with_change({"governed": governed}), {"region": "de"})
	finding.owner == "emea-marketing-ops"
	finding.message == "de may not change `spec.steps[qa-review].gate`"
}

test_a_standard_of_the_region_itself_does_not_bind_it if {
	governed := [entry("global", "localize"), entry("emea", "standardize")]
	count(rule.report) == 0 with input as with_change({"governed": governed})
}

test_the_lock_from_above_decides if {
	governed := [entry("global", "standardize"), entry("emea", "standardize")]
	{finding.owner | some finding in rule.report} == {"global-marketing-ops"} with input as object.union(
		with_change({"governed": governed}),
		{"region": "de"},
	)
}

test_contradicting_standards_are_not_the_regions_fault if {
	count(rule.report) == 0 with input as with_change({"overruled": [entry("global", "localize")]})
	count(rule.report) == 1 with input as object.union(
		with_change({"governed": [entry("emea", "standardize")], "overruled": [entry("global", "localize")]}),
		{"region": "de"},
	)
}

test_no_changes if {
	count(rule.report) == 0 with input as {"home": "global", "region": "global", "changes": []}
}
