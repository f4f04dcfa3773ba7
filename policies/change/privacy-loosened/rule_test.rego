package interlock.rules.change["privacy-loosened_test"]

import data.interlock.rules.change["privacy-loosened"] as rule

gdpr := {"consent": "opt-in", "retention": "2y", "residency": ["eu", "uk"], "subjectRequests": "1mo"}

edit(kind, before, after) := {
	"action": "changed", "kind": kind, "name": "gdpr", "previous": "gdpr", "region": "global", "owner": "privacy",
	"before": {"spec": before}, "after": {"spec": after},
}

found(after) := report if report := rule.report with input as edit("PrivacyRegime", gdpr, after)

test_less_consent if {
	found(object.union(gdpr, {"consent": "opt-out"})) == {{
		"path": ["spec", "consent"],
		"message": "`gdpr` asks less of consent than before",
		"label": "`opt-in` before",
		"related": [{
			"base": true,
			"object": {"kind": "PrivacyRegime", "name": "gdpr", "region": "global"},
			"path": ["spec", "consent"],
			"message": "before",
		}],
	}}
}

test_longer_times if count(found(object.union(gdpr, {"retention": "25mo", "subjectRequests": "45d"}))) == 2

test_nothing_said_any_more if count(found({"consent": "opt-in"})) == 3

test_one_more_zone if {
	some finding in found(object.union(gdpr, {"residency": ["eu", "us"]}))
	finding.message == "`gdpr` lets personal data be kept in `us`, where it could not before"
}

test_it_demands_more if count(found({"consent": "opt-in", "retention": "1y", "residency": ["eu"], "subjectRequests": "2w"})) == 0

test_a_region_that_keeps_less if {
	some finding in rule.report with input as edit("Region", {"privacy": ["gdpr", "eprivacy"]}, {"privacy": ["eprivacy"]})
		with data.interlock.objects as {"PrivacyRegime": {"global": {"eprivacy": {"metadata": {"name": "eprivacy"}}}}}
	finding.message == "`gdpr` no longer keeps `gdpr`"
	finding.path == ["spec", "privacy"]
}

test_a_region_that_keeps_none if {
	count(rule.report) == 1 with input as edit("Region", {"privacy": ["gdpr"]}, {})
		with data.interlock.objects as {}
}

test_a_regime_with_another_name if {
	count(rule.report) == 0 with input as edit("Region", {"privacy": ["gdpr"]}, {"privacy": ["eu-gdpr"]})
		with data.interlock.objects as {"PrivacyRegime": {"global": {"eu-gdpr": {"metadata": {"previously": "gdpr"}}}}}
}
