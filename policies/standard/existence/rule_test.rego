package interlock.rules.standard.existence_test

import data.interlock.rules.standard.existence as rule

regions := {
	"global": {"path": ["global"], "children": ["emea"]},
	"emea": {"path": ["global", "emea"], "children": ["de"]},
	"de": {"path": ["global", "emea", "de"], "children": []},
}

standard(region, existence) := {"name": "core-platforms", "region": region, "owner": "global-marketing-ops", "existence": existence}

crm(home, standards) := {
	"object": {"kind": "Platform", "metadata": {"name": "crm-emea", "region": home}, "spec": {"category": "crm"}},
	"home": home,
	"region": home,
	"regions": [home],
	"changes": [],
	"standards": standards,
}

evaluation(platform, decision) := {"e1": {
	"kind": "Evaluation",
	"metadata": {"name": "e1"},
	"spec": {"platform": platform, "decision": decision, "need": "one view of the customer"},
}}

test_a_regional_object_of_a_central_kind if {
	rule.report == {{
		"path": ["metadata", "region"],
		"message": "emea may not have a Platform of its own",
		"label": "standard `core-platforms`: only global may",
		"owner": "global-marketing-ops",
		"related": [{
			"object": {"kind": "Standard", "name": "core-platforms", "region": "global"},
			"path": ["spec", "existence"],
			"message": "the standard that says so",
		}],
	}} with input as crm("emea", [standard("global", "global")]) with data.interlock.regions as regions
}

test_a_global_object_of_a_central_kind if {
	count(rule.report) == 0 with input as crm("global", [standard("global", "global")]) with data.interlock.regions as regions
}

test_central_to_a_region if {
	input_in_de := crm("de", [standard("emea", "global")])
	count(rule.report) == 1 with input as input_in_de with data.interlock.regions as regions
	input_in_emea := crm("emea", [standard("emea", "global")])
	count(rule.report) == 0 with input as input_in_emea with data.interlock.regions as regions
}

test_anywhere if {
	count(rule.report) == 0 with input as crm("de", [standard("global", "anywhere")]) with data.interlock.regions as regions
}

test_no_standard if {
	count(rule.report) == 0 with input as crm("de", []) with data.interlock.regions as regions
	count(rule.report) == 0 with input as crm("de", [{"name": "a", "region": "global"}]) with data.interlock.regions as regions
}

test_only_on_the_home_form if {
	local := object.union(crm("emea", [standard("global", "global"), standard("global", "evaluated")]), {"region": "de"})
	count(rule.report) == 0 with input as local with data.interlock.regions as regions
}

test_not_evaluated if {
	some finding in rule.report with input as crm("emea", [standard("global", "evaluated")])
		with data.interlock.regions as regions
		with data.interlock.effective as {"Evaluation": {"emea": {}}}
	finding.path == ["metadata", "name"]
	finding.message == "`crm-emea` has no approved Evaluation"
}

test_pending_rejected_or_of_another_platform if {
	every found in [evaluation("crm-emea", "pending"), evaluation("crm-emea", "rejected"), evaluation("crm", "approved")] {
		count(rule.report) == 1 with input as crm("emea", [standard("global", "evaluated")])
			with data.interlock.regions as regions
			with data.interlock.effective as {"Evaluation": {"emea": found}}
	}
}

test_evaluated if {
	count(rule.report) == 0 with input as crm("emea", [standard("global", "evaluated")])
		with data.interlock.regions as regions
		with data.interlock.effective as {"Evaluation": {"emea": evaluation("crm-emea", "approved")}}
}

test_an_evaluation_of_another_region_does_not_count if {
	count(rule.report) == 1 with input as crm("global", [standard("global", "evaluated")])
		with data.interlock.regions as regions
		with data.interlock.effective as {"Evaluation": {"global": {}, "emea": evaluation("crm-emea", "approved")}}
}
