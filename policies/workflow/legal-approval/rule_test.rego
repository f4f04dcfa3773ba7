package interlock.rules.workflow["legal-approval_test"]

import data.interlock.rules.workflow["legal-approval"] as rule

regions := {
	"global": {"path": ["global"], "children": ["emea", "us"], "spec": {}},
	"emea": {"path": ["global", "emea"], "children": ["de", "fr"], "spec": {"regulated": ["pharmaceuticals"]}},
	"de": {"path": ["global", "emea", "de"], "children": [], "spec": {"regulated": ["finance"]}},
	"fr": {"path": ["global", "emea", "fr"], "children": [], "spec": {}},
	"us": {"path": ["global", "us"], "children": [], "spec": {}},
}

form(in_regions, spec) := {
	"object": {
		"kind": "Workflow",
		"metadata": {"name": "campaign"},
		"spec": object.union({"type": "campaign", "status": "production"}, spec),
	},
	"home": "global",
	"region": "global",
	"regions": in_regions,
	"changes": [],
}

build := {"name": "build", "type": "build"}

launch := {"name": "launch", "type": "launch", "dependsOn": ["build"]}

found(form_) := report if report := rule.report with input as form_ with data.interlock.regions as regions

test_no_legal_approval if {
	found(form(["global", "emea", "de", "us"], {"steps": [build, launch]})) == {{
		"path": ["spec", "steps", "launch", "name"],
		"region": "de",
		"message": "`launch` goes out in de without legal approval",
		"label": "regulated: finance and pharmaceuticals",
		"related": [{
			"object": {"kind": "Region", "name": "emea", "region": "global"},
			"path": ["spec", "regulated"],
			"message": "what is regulated",
		}],
	}}
}

test_each_market_is_a_finding if {
	{finding.region | some finding in found(form(["emea", "de", "fr", "us"], {"steps": [build, launch]}))} == {"de", "fr"}
}

test_regulated_from_above if {
	some finding in found(form(["fr"], {"steps": [build, launch]}))
	finding.label == "regulated: pharmaceuticals"
}

test_markets_that_are_not_regulated if count(found(form(["global", "us"], {"steps": [build, launch]}))) == 0

test_a_legal_step_before_the_launch if {
	check := {"name": "claims", "type": "legal", "dependsOn": ["build"]}
	count(found(form(["de"], {"steps": [build, check, object.union(launch, {"dependsOn": ["claims"]})]}))) == 0
}

test_a_legal_step_that_the_launch_does_not_wait_for if {
	check := {"name": "claims", "type": "legal", "dependsOn": ["build"]}
	count(found(form(["de"], {"steps": [build, check, launch]}))) == 1
}

test_an_approval_by_a_legal_role if {
	approvals := [{"name": "brand", "role": "brand lead"}, {"name": "counsel", "role": "Legal counsel", "external": true}]
	count(found(form(["de"], {"steps": [object.union(build, {"approvals": approvals}), launch]}))) == 0
	count(found(form(["de"], {"steps": [build, object.union(launch, {"approvals": approvals})]}))) == 0
}

test_an_approval_by_another_role if {
	approvals := [{"name": "brand", "role": "brand lead"}]
	count(found(form(["de"], {"steps": [object.union(build, {"approvals": approvals}), launch]}))) == 1
}

test_drafts_and_other_types if {
	count(found(form(["de"], {"status": "draft", "steps": [build, launch]}))) == 0
	count(found(form(["de"], {"type": "handover", "steps": [build, launch]}))) == 0
}

test_without_a_launch if count(found(form(["de"], {"steps": [build]}))) == 0

approved(role) := form(["de"], {"steps": [build, object.union(launch, {"approvals": [{"name": "claims", "role": role}]})]})

test_the_organisation_names_the_roles if {
	organization := {"Organization": {"global": {"acme": {"spec": {"gates": {"legalRoles": ["counsel"]}}}}}}
	count(rule.report) == 0 with input as approved("counsel")
		with data.interlock.regions as regions
		with data.interlock.objects as organization
	count(rule.report) == 1 with input as approved("legal assistant")
		with data.interlock.regions as regions
		with data.interlock.objects as organization
}
