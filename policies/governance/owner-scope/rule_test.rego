package interlock.rules.governance["owner-scope_test"]

import data.interlock.rules.governance["owner-scope"] as rule

world := {
	"regions": {
		"global": {"path": ["global"], "children": ["emea", "apac"]},
		"emea": {"path": ["global", "emea"], "children": ["de"]},
		"apac": {"path": ["global", "apac"], "children": []},
		"de": {"path": ["global", "emea", "de"], "children": []},
	},
	"objects": {"Team": {
		"global": {"global-ops": {}},
		"emea": {"emea-ops": {}},
		"apac": {"apac-ops": {}},
		"de": {"de-ops": {}},
	}},
	"effective": {"Team": {
		"global": {"global-ops": {}},
		"emea": {"global-ops": {}, "emea-ops": {}},
		"apac": {"global-ops": {}, "apac-ops": {}},
		"de": {"global-ops": {}, "emea-ops": {}, "de-ops": {}},
	}},
}

found(home, owner) := report if report := rule.report with input as {
	"object": {"kind": "Program", "metadata": {"name": "spring-launch", "region": home, "owner": owner}},
	"home": home,
	"region": home,
}
	with data.interlock.regions as world.regions
	with data.interlock.objects as world.objects
	with data.interlock.effective as world.effective

test_a_regional_team_owns_a_global_object if {
	found("global", "emea-ops") == {{
		"path": ["metadata", "owner"],
		"message": "`emea-ops` is a team of emea and cannot own what belongs to global",
		"label": "expected a team of global",
		"related": [{
			"object": {"kind": "Team", "name": "emea-ops", "region": "emea"},
			"path": ["metadata", "region"],
			"message": "the team belongs here",
		}],
	}}
}

test_a_team_of_a_sibling_region if {
	some finding in found("de", "apac-ops")
	finding.label == "expected a team of global or emea or de"
}

test_a_team_from_below if count(found("emea", "de-ops")) == 1

test_a_team_of_the_region_or_above if {
	count(found("emea", "emea-ops")) == 0
	count(found("emea", "global-ops")) == 0
	count(found("de", "emea-ops")) == 0
	count(found("global", "global-ops")) == 0
}

test_a_team_nobody_knows_is_another_finding if count(found("emea", "nobody")) == 0

test_a_team_from_above_that_applies_elsewhere if {
	input_ := {"object": {"kind": "Program", "metadata": {"owner": "global-ops"}}, "home": "emea", "region": "emea"}
	count(rule.report) == 0 with input as input_
		with data.interlock.regions as world.regions
		with data.interlock.objects as world.objects
		with data.interlock.effective as {"Team": {"emea": {}}}
}

test_without_an_owner_is_another_finding if {
	count(rule.report) == 0 with input as {"object": {"kind": "Program", "metadata": {}}, "home": "emea", "region": "emea"}
		with data.interlock.objects as world.objects
		with data.interlock.effective as world.effective
}

test_only_on_the_home_form if {
	input_ := {"object": {"kind": "Program", "metadata": {"owner": "emea-ops"}}, "home": "global", "region": "de"}
	count(rule.report) == 0 with input as input_
		with data.interlock.regions as world.regions
		with data.interlock.objects as world.objects
		with data.interlock.effective as world.effective
}
