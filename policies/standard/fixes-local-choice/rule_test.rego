package interlock.rules.standard["fixes-local-choice_test"]

import data.interlock.rules.standard["fixes-local-choice"] as rule

entry(name, region, stance, field) := {
	"standard": {"name": name, "region": region, "owner": "global-marketing-ops"},
	"field": field,
	"path": "spec.channels",
	"stance": stance,
	"bounds": {},
}

form(governed, overruled) := {
	"object": {"kind": "Program", "metadata": {"name": "spring-launch"}, "spec": {}},
	"home": "global",
	"region": "jp",
	"regions": ["jp"],
	"changes": [{
		"action": "set",
		"path": "spec.channels",
		"at": ["spec", "channels"],
		"inside": false,
		"list": false,
		"from": ["email"],
		"to": ["email", "messenger"],
		"localization": {"name": "spring-launch", "region": "jp", "owner": "jp-marketing-ops"},
		"governed": governed,
		"overruled": overruled,
	}],
}

test_two_standards_of_one_level_disagree if {
	rule.report == {{
		"object": {"kind": "Standard", "name": "programs", "region": "global"},
		"path": ["spec", "fields", 3, "stance"],
		"message": "standard `programs` fixes `spec.channels` of Program/spring-launch, on which jp has decided",
		"label": "standard `channels` leaves it to the regions",
		"owner": "global-marketing-ops",
		"related": [
			{
				"object": {"kind": "Standard", "name": "channels", "region": "global"},
				"path": ["spec", "fields", 0, "stance"],
				"message": "the standard that leaves it local",
			},
			{
				"object": {"kind": "Program", "name": "spring-launch", "region": "jp"},
				"path": ["spec", "channels"],
				"message": "what jp has decided",
			},
		],
	}} with input as form([entry("programs", "global", "standardize", 3)], [entry("channels", "global", "localize", 0)])
}

test_otherwise_of_both if {
	some finding in rule.report with input as form(
		[entry("programs", "global", "standardize", -1)],
		[entry("channels", "global", "mustLocalize", -1)],
	)
	finding.path == ["spec", "otherwise"]
}

test_a_region_in_between_may_tighten if {
	count(rule.report) == 0 with input as form(
		[entry("channels", "global", "localize", 0), entry("apac-programs", "apac", "standardize", 0)],
		[entry("channels", "global", "localize", 0)],
	)
}

test_bounds_are_no_contradiction if {
	count(rule.report) == 0 with input as form(
		[entry("programs", "global", "bounded", 3)],
		[entry("channels", "global", "localize", 0)],
	)
}

test_two_that_agree if {
	count(rule.report) == 0 with input as form(
		[entry("programs", "global", "standardize", 3)],
		[entry("channels", "global", "standardize", 0)],
	)
}

test_no_changes if {
	count(rule.report) == 0 with input as {"home": "global", "region": "global", "changes": []}
}
