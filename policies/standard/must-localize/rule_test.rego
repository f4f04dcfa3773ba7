package interlock.rules.standard["must-localize_test"]

import data.interlock.rules.standard["must-localize"] as rule

left(field, regions) := {
	"path": "spec.intake.calendar",
	"at": ["spec", "intake", "calendar"],
	"standard": {"name": "campaign-workflows", "region": "global", "owner": "global-marketing-ops"},
	"field": field,
	"regions": regions,
}

test_regions_that_have_not_decided if {
	rule.report == {{
		"path": ["spec", "intake", "calendar"],
		"message": "br and mx must set `spec.intake.calendar`",
		"label": "only a placeholder: each region decides this itself",
		"owner": "global-marketing-ops",
		"regions": ["br", "mx"],
		"related": [{
			"object": {"kind": "Standard", "name": "campaign-workflows", "region": "global"},
			"path": ["spec", "fields", 2, "stance"],
			"message": "the standard that leaves it to the regions",
		}],
	}} with input as {"left": [left(2, ["br", "mx"])]}
}

test_many_regions_are_counted if {
	some finding in rule.report with input as {"left": [left(2, ["ae", "au", "br", "ca", "de", "fr"])]}
	startswith(finding.message, "ae, au, br, ca and 2 more must set")
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
