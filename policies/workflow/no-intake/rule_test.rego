package interlock.rules.workflow["no-intake_test"]

import data.interlock.rules.workflow["no-intake"] as rule

regions := {
	"global": {"path": ["global"], "children": ["emea", "jp"], "spec": {}},
	"emea": {"path": ["global", "emea"], "children": ["de"], "spec": {}},
	"de": {"path": ["global", "emea", "de"], "children": [], "spec": {}},
	"jp": {"path": ["global", "jp"], "children": [], "spec": {}},
}

found(object_, home) := report if {
	report := rule.report with input as {"object": object_, "home": home, "region": home}
		with data.interlock.regions as regions
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"title": "Acme", "intake": "ask"}}}}}
}

organization(spec) := {"kind": "Organization", "metadata": {"name": "acme"}, "spec": spec}

workflow(metadata, spec) := {
	"kind": "Workflow",
	"metadata": object.union({"name": "ask"}, metadata),
	"spec": object.union({"type": "intake", "status": "production"}, spec),
}

test_none_named if {
	found(organization({"title": "Acme", "gates": {}}), "global") == {{
		"path": ["spec", "title"],
		"message": "the organisation does not say how campaigns are asked for",
		"label": "expected `intake` beside the title",
	}}
}

test_ranked_but_not_asked_for if count(found(organization({"title": "Acme", "prioritization": {"criteria": []}}), "global")) == 1

test_an_organisation_that_has_just_begun if count(found(organization({"title": "Acme"}), "global")) == 0

test_named if {
	count(found(organization({"title": "Acme", "intake": "ask"}), "global")) == 0
	count(found(workflow({}, {}), "global")) == 0
}

test_a_draft if {
	some finding in found(workflow({}, {"status": "draft"}), "global")
	finding.message == "requests cannot come through `ask`: its status is `draft`"
}

test_another_type if {
	some finding in found(workflow({}, {"type": "campaign"}), "global")
	finding.path == ["spec", "type"]
}

test_a_market_without if {
	found(workflow({"appliesTo": ["emea"]}, {}), "global") == {{
		"path": ["metadata", "appliesTo"],
		"region": "jp",
		"message": "nobody in jp can ask through `ask`",
		"label": "the one way to ask, for each market",
	}}
}

test_all_markets_by_name if count(found(workflow({"appliesTo": ["de", "jp"]}, {}), "global")) == 0

test_other_workflows if {
	count(found(workflow({"name": "other", "appliesTo": ["de"]}, {"status": "draft"}), "global")) == 0
	count(found(workflow({"appliesTo": ["de"]}, {}), "emea")) == 0
}
