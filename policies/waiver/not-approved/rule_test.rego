package interlock.rules.waiver["not-approved_test"]

import data.interlock.rules.waiver["not-approved"] as rule

entry(region, stance) := {
	"standard": {"name": sprintf("%s-workflows", [region]), "region": region, "owner": sprintf("%s-marketing-ops", [region])},
	"field": 0,
	"path": "spec.steps[*].gate",
	"stance": stance,
}

target(governed) := {
	"owner": "campaign-desk",
	"standards": [{"name": "global-workflows", "region": "global", "owner": "global-marketing-ops", "existence": "global"}],
	"governed": governed,
}

waiver(spec, governed) := {
	"object": {"kind": "Waiver", "metadata": {"name": "w", "region": "dach"}, "spec": spec},
	"home": "dach",
	"region": "dach",
	"target": target(governed),
}

locked(more) := object.union({"rule": "standard/locked-field", "path": "spec.steps[qa].gate"}, more)

test_nobody_has_approved if {
	rule.report == {{
		"path": ["spec", "rule"],
		"message": "nobody has approved this waiver",
		"label": "expected `approvedBy` beside the rule: `global-marketing-ops`",
		"owner": "global-marketing-ops",
	}} with input as waiver(locked({}), [entry("global", "standardize")])
}

test_approved_by_the_region_itself if {
	rule.report == {{
		"path": ["spec", "approvedBy"],
		"message": "`dach-marketing-ops` cannot approve this waiver",
		"label": "`global-marketing-ops` decides",
		"owner": "global-marketing-ops",
	}} with input as waiver(locked({"approvedBy": "dach-marketing-ops"}), [entry("global", "standardize")])
}

test_approved_by_the_owner_of_the_standard if {
	count(rule.report) == 0 with input as waiver(
		locked({"approvedBy": "global-marketing-ops"}),
		[entry("global", "standardize")],
	)
}

test_the_owner_of_the_object_cannot_lift_a_standard if {
	count(rule.report) == 1 with input as waiver(
		locked({"approvedBy": "campaign-desk"}),
		[entry("global", "standardize")],
	)
}

test_only_the_standard_that_the_rule_is_about_decides if {
	governed := [entry("global", "standardize"), entry("emea", "bounded")]
	count(rule.report) == 1 with input as waiver(locked({"approvedBy": "emea-marketing-ops"}), governed)
	bounds := {"rule": "standard/out-of-bounds", "approvedBy": "emea-marketing-ops"}
	count(rule.report) == 0 with input as waiver(bounds, governed)
}

test_two_standards_either_may_approve if {
	governed := [entry("global", "standardize"), entry("emea", "standardize")]
	count(rule.report) == 0 with input as waiver(locked({"approvedBy": "emea-marketing-ops"}), governed)
	some finding in rule.report with input as waiver(locked({}), governed)
	finding.label == "expected `approvedBy` beside the rule: `global-marketing-ops` or `emea-marketing-ops`"
}

test_existence if {
	spec := {"rule": "standard/existence", "approvedBy": "campaign-desk"}
	count(rule.report) == 1 with input as waiver(spec, [])
	approved := {"rule": "standard/existence", "approvedBy": "global-marketing-ops"}
	count(rule.report) == 0 with input as waiver(approved, [])
}

test_of_other_rules_the_owner_of_the_object_decides if {
	governed := [entry("global", "standardize")]
	count(rule.report) == 0 with input as waiver({"rule": "workflow/lead-time", "approvedBy": "campaign-desk"}, governed)
	some finding in rule.report with input as waiver(
		{"rule": "workflow/lead-time", "approvedBy": "dach-marketing-ops"},
		governed,
	)
	finding.label == "`campaign-desk` decides"
}

test_an_object_nobody_knows_is_another_finding if {
	unknown := object.remove(waiver(locked({}), []), ["target"])
	count(rule.report) == 0 with input as unknown
}

test_of_two_standards_the_broken_one_from_further_above_decides if {
	governed := [entry("global", "bounded"), entry("emea", "bounded")]
	bounds := {"rule": "standard/out-of-bounds", "approvedBy": "emea-marketing-ops"}
	both := object.union(waiver(bounds, governed), {"target": object.union(target(governed), {"owners": ["emea-marketing-ops", "global-marketing-ops"]})})
	some finding in rule.report with input as both
	finding.label == "`global-marketing-ops` decides"
	one := object.union(waiver(bounds, governed), {"target": object.union(target(governed), {"owners": ["emea-marketing-ops"]})})
	count(rule.report) == 0 with input as one
}

loosening(by) := object.union(
	waiver({"rule": "standard/loosened", "approvedBy": by}, []),
	{"target": object.union(target([]), {
		"owner": "emea-marketing-ops",
		"above": [{"name": "x", "region": "global", "owner": "global-marketing-ops"}],
	})},
)

test_who_loosens_a_standard_does_not_excuse_itself if {
	count(rule.report) == 1 with input as loosening("emea-marketing-ops")
	count(rule.report) == 0 with input as loosening("global-marketing-ops")
}

organization := {"global": {"acme": {"metadata": {"owner": "global-marketing"}, "spec": {"exceptions": [{"rules": "program", "approvedBy": "growth-marketing"}]}}}}

own(rule_id, by) := {
	"object": {"kind": "Waiver", "metadata": {"name": "w", "owner": "jp-marketing"}, "spec": {"rule": rule_id, "approvedBy": by}},
	"target": {"owner": "jp-marketing", "standards": [], "governed": [], "owners": ["jp-marketing"]},
}

test_nobody_excuses_itself if {
	count(rule.report) == 1 with input as own("workflow/lead-time", "jp-marketing") with data.interlock.objects.Organization as organization
	count(rule.report) == 0 with input as own("workflow/lead-time", "global-marketing") with data.interlock.objects.Organization as organization
}

test_the_organisation_names_who_decides if {
	count(rule.report) == 1 with input as own("program/launch-blackout", "global-marketing") with data.interlock.objects.Organization as organization
	count(rule.report) == 0 with input as own("program/launch-blackout", "growth-marketing") with data.interlock.objects.Organization as organization
}

test_without_an_organisation_the_owner_decides if {
	count(rule.report) == 0 with input as own("program/launch-blackout", "jp-marketing") with data.interlock.objects.Organization as {}
}
