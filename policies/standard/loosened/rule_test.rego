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
		"spec": {"fields": [
			{"path": "spec.title", "stance": "localize"},
			object.union({"path": "spec.steps[*].serviceLevel"}, field),
		]},
	},
	"home": "emea",
	"region": "emea",
	"above": {"1": entries},
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
