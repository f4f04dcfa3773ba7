package interlock.rules.privacy["no-regime_test"]

import data.interlock.rules.privacy["no-regime"] as rule

regions := {
	"global": {"path": ["global"], "children": ["emea", "apac"], "spec": {}},
	"emea": {"path": ["global", "emea"], "children": ["de"], "spec": {"privacy": ["gdpr"]}},
	"de": {"path": ["global", "emea", "de"], "children": [], "spec": {}},
	"apac": {"path": ["global", "apac"], "children": ["jp", "sg"], "spec": {"privacy": []}},
	"jp": {"path": ["global", "apac", "jp"], "children": [], "spec": {"privacy": ["appi"]}},
	"sg": {"path": ["global", "apac", "sg"], "children": [], "spec": {}},
}

found(name) := report if {
	report := rule.report with input as {
		"object": {"kind": "Region", "metadata": {"name": name}, "spec": regions[name].spec},
		"home": "global",
		"region": "global",
	}
		with data.interlock.regions as regions
}

test_a_market_without_a_regime if {
	found("sg") == {{
		"path": ["metadata", "name"],
		"message": "no privacy regime applies in sg",
		"label": "expected `privacy` in its spec, or in a region above",
	}}
}

test_a_regime_of_its_own if count(found("jp")) == 0

test_a_regime_from_above if count(found("de")) == 0

test_a_region_in_between_need_not_have_one if count(found("apac")) == 0
