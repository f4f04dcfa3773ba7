package interlock.rules.standard["must-localize_test"]

import data.interlock.rules.standard["must-localize"] as rule

left(field, regions) := {
	"path": "spec.intake.calendar",
	"at": ["spec", "intake", "calendar"],
	"standard": {"name": "campaign-workflows", "region": "global", "owner": "global-marketing-ops"},
	"field": field,
	"regions": regions,
}

test_a_region_that_has_not_decided if {
	rule.report == {{
		"path": ["spec", "intake", "calendar"],
		"region": "br",
		"message": "br must set `spec.intake.calendar`",
		"label": "only a placeholder: each region decides this itself",
		"owner": "global-marketing-ops",
		"related": [{
			"object": {"kind": "Standard", "name": "campaign-workflows", "region": "global"},
			"path": ["spec", "fields", 2, "stance"],
			"message": "the standard that leaves it to the regions",
		}],
	}} with input as {"left": [left(2, ["br"])]}
}

test_each_region_is_a_finding if {
	{finding.region | some finding in rule.report} == {"br", "mx"} with input as {"left": [left(2, ["br", "mx"])]}
}

test_otherwise if {
	some finding in rule.report with input as {"left": [left(-1, ["br"])]}
	finding.related[0].path == ["spec", "otherwise"]
}

test_all_have_decided if {
	count(rule.report) == 0 with input as {"left": []}
	count(rule.report) == 0 with input as {"left": [left(2, [])]}
	count(rule.report) == 0 with input as {"region": "br"}
}
