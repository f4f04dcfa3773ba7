package interlock.rules.standard.loosened_test

import data.interlock.rules.standard.loosened as rule

entry(stance, bounds) := {
	"standard": {"name": "campaign-workflows", "region": "global", "owner": "global-marketing-ops"},
	"field": 1,
	"path": "spec.steps[*].serviceLevel",
	"stance": stance,
	"bounds": bounds,
}

form(field, entries) := {
	"object": {
		"kind": "Standard",
		"metadata": {"name": "emea-workflows", "region": "emea"},
		"spec": {
			"for": {"kind": "Workflow"},
			"fields": [
				{"path": "spec.title", "stance": "localize"},
				object.union({"path": "spec.steps[*].serviceLevel"}, field),
			],
		},
	},
	"home": "emea",
	"region": "emea",
	"above": {"fields": {"1": entries}, "standards": []},
}

loosened(field, stance, bounds) if count(rule.report) == 1 with input as form(field, [entry(stance, bounds)])

kept(field, stance, bounds) if count(rule.report) == 0 with input as form(field, [entry(stance, bounds)])

bounded(bounds) := object.union({"stance": "bounded"}, bounds)

test_a_weaker_stance if {
	rule.report == {{
		"path": ["spec", "fields", 1, "stance"],
		"message": "loosens `spec.steps[*].serviceLevel`: `localize`, where standard `campaign-workflows` of global says `standardize`",
		"label": "expected `standardize` or stricter",
		"owner": "global-marketing-ops",
		"related": [{
			"object": {"kind": "Standard", "name": "campaign-workflows", "region": "global"},
			"path": ["spec", "fields", 1, "stance"],
			"message": "the standard from above",
		}],
	}} with input as form({"stance": "localize"}, [entry("standardize", {})])
}

test_order_of_stances if {
	loosened(bounded({"maximum": "1d"}), "standardize", {})
	loosened({"stance": "localize"}, "bounded", {"maximum": "4d"})
	loosened({"stance": "mustLocalize"}, "bounded", {"maximum": "4d"})
	loosened({"stance": "localize"}, "mustLocalize", {})
	kept({"stance": "standardize"}, "standardize", {})
	kept({"stance": "standardize"}, "bounded", {"maximum": "4d"})
	kept(bounded({"maximum": "1d"}), "localize", {})
	kept({"stance": "localize"}, "localize", {})
}

test_a_wider_bound if {
	some finding in rule.report with input as form(bounded({"maximum": "6d"}), [entry("bounded", {"maximum": "4d"})])
	finding.path == ["spec", "fields", 1, "maximum"]
	contains(finding.message, "maximum `6d`, where standard `campaign-workflows` of global says maximum `4d`")
}

test_bounds if {
	loosened(bounded({"minimum": "1h"}), "bounded", {"minimum": "4h"})
	kept(bounded({"minimum": "1d"}), "bounded", {"minimum": "4h"})
	kept(bounded({"maximum": "4d"}), "bounded", {"maximum": "96h"})
	loosened(bounded({"oneOf": ["email", "sms"]}), "bounded", {"oneOf": ["email", "social"]})
	kept(bounded({"oneOf": ["email"]}), "bounded", {"oneOf": ["email", "social"]})
	loosened(bounded({"additive": false}), "bounded", {"additive": true})
	kept(bounded({"additive": true}), "bounded", {"additive": true})
}

test_bounds_that_cannot_be_compared if {
	loosened(bounded({"maximum": 4}), "bounded", {"maximum": "4d"})
}

test_a_bound_left_out_still_holds_from_above if {
	kept(bounded({"minimum": "1h"}), "bounded", {"maximum": "4d"})
}

test_each_bound_is_a_finding if {
	count(rule.report) == 2 with input as form(
		bounded({"minimum": "1h", "maximum": "9d"}),
		[entry("bounded", {"minimum": "4h", "maximum": "4d"})],
	)
}

test_nothing_above if {
	count(rule.report) == 0 with input as form({"stance": "localize"}, [])
	count(rule.report) == 0 with input as object.remove(form({"stance": "localize"}, []), ["above"])
}

test_only_on_the_home_form if {
	count(rule.report) == 0 with input as object.union(
		form({"stance": "localize"}, [entry("standardize", {})]),
		{"region": "de"},
	)
}

test_what_holds_otherwise if {
	some finding in rule.report with input as {
		"object": {"kind": "Standard", "spec": {"for": {"kind": "Workflow"}, "otherwise": "localize"}},
		"home": "emea", "region": "emea",
		"above": {"fields": {"-1": [object.union(entry("standardize", {}), {"field": -1, "path": "spec"})]}, "standards": []},
	}
	finding.path == ["spec", "otherwise"]
	finding.message == "loosens `spec`: `localize`, where standard `campaign-workflows` of global says `standardize`"
	finding.related[0].path == ["spec", "otherwise"]
}

existing(own, above) := found if {
	found := count(rule.report) with input as {
		"object": {"kind": "Standard", "spec": {"for": {"kind": "Platform"}, "existence": own}},
		"home": "emea", "region": "emea",
		"above": {"fields": {}, "standards": [{"name": "platforms", "region": "global", "owner": "ops", "existence": above}]},
	}
}

test_existence if {
	existing("anywhere", "evaluated") == 1
	existing("anywhere", "global") == 1
	existing("evaluated", "global") == 1
	existing("global", "evaluated") == 0
	existing("evaluated", "evaluated") == 0
	existing("anywhere", "") == 0
}

test_existence_shows_both if {
	rule.report == {{
		"path": ["spec", "existence"],
		"message": "loosens who may have a Platform: `anywhere`, where the adopted standard `platforms` says `evaluated`",
		"label": "expected `evaluated` or stricter",
		"owner": "ops",
		"related": [{
			"object": {"kind": "Standard", "name": "platforms", "region": "global"},
			"path": ["spec", "existence"],
			"message": "the standard from above",
		}],
	}} with input as {
		"object": {"kind": "Standard", "spec": {"for": {"kind": "Platform"}, "existence": "anywhere"}},
		"home": "global", "region": "global",
		"above": {"fields": {}, "standards": [{"name": "platforms", "region": "global", "owner": "ops", "adopted": true, "existence": "evaluated"}]},
	}
}

test_bounds_of_other_names if {
	loosened(bounded({"oneOf": ["1d", "6d"]}), "bounded", {"maximum": "4d"})
	kept(bounded({"oneOf": ["1d", "3d"]}), "bounded", {"maximum": "4d"})
	loosened(bounded({"oneOf": ["1d", "6d"]}), "bounded", {"minimum": "2d"})
	loosened(bounded({"minimum": "5d"}), "bounded", {"maximum": "4d"})
	loosened(bounded({"maximum": "1h"}), "bounded", {"minimum": "4h"})
}

test_relative_bounds_are_seen_at_the_object if {
	kept(bounded({"maximum": "30d"}), "bounded", {"maximum": "base"})
	kept(bounded({"maximum": "base"}), "bounded", {"maximum": "30d"})
}
