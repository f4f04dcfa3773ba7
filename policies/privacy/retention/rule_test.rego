package interlock.rules.privacy.retention_test

import data.interlock.rules.privacy.retention as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "br"], "spec": {}},
	"de": {"path": ["global", "de"], "children": [], "spec": {"privacy": ["gdpr", "pecr"]}},
	"br": {"path": ["global", "br"], "children": [], "spec": {"privacy": ["lgpd"]}},
	"au": {"path": ["global", "au"], "children": [], "spec": {"privacy": ["spam"]}},
}

regimes := {
	"gdpr": {"spec": {"retention": "3y"}},
	"pecr": {"spec": {"retention": "2y"}},
	"lgpd": {"spec": {"retention": "4y"}},
	"spam": {"spec": {}},
}

found(classification, privacy, in_regions) := report if {
	report := rule.report with input as {
		"object": {
			"metadata": {"name": "lead"},
			"spec": {"title": "Lead", "fields": [{"name": "email", "classification": classification}], "privacy": privacy},
		},
		"home": "global",
		"region": "global",
		"regions": in_regions,
	}
		with data.interlock.regions as regions
		with data.interlock.effective as {"PrivacyRegime": {region: regimes | some region, _ in regions}}
}

test_longer_than_the_shortest if {
	found("personal", {"retention": "3y"}, ["global", "de", "br"]) == {{
		"path": ["spec", "privacy", "retention"],
		"region": "de",
		"message": "`Lead` is kept for `3y`, longer than `pecr` allows in de",
		"label": "expected at most 2y",
		"related": [{
			"object": {"kind": "PrivacyRegime", "name": "pecr", "region": "de"},
			"path": ["spec", "retention"],
			"message": "the longest time",
		}],
	}}
}

test_each_market_is_a_finding if count(found("sensitive", {"retention": "5y"}, ["de", "br"])) == 2

test_short_enough if count(found("personal", {"retention": "24mo"}, ["global", "de", "br"])) == 0

test_not_stated if {
	some finding in found("personal", {}, ["de", "br"])
	finding.path == ["spec", "title"]
	count(found("personal", {}, ["de", "br"])) == 1
}

test_not_personal if {
	count(found("internal", {"retention": "9y"}, ["de"])) == 0
	count(found("internal", {}, ["de"])) == 0
}

test_no_limit if {
	count(found("personal", {"retention": "9y"}, ["au"])) == 0
	count(found("personal", {}, ["au"])) == 0
}
