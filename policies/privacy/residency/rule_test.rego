package interlock.rules.privacy.residency_test

import data.interlock.rules.privacy.residency as rule

regions := {
	"global": {"path": ["global"], "children": ["emea", "cn", "us"], "spec": {}},
	"emea": {"path": ["global", "emea"], "children": ["de", "fr"], "spec": {"privacy": ["gdpr"]}},
	"de": {"path": ["global", "emea", "de"], "children": [], "spec": {}},
	"fr": {"path": ["global", "emea", "fr"], "children": [], "spec": {}},
	"cn": {"path": ["global", "cn"], "children": [], "spec": {"privacy": ["pipl"]}},
	"us": {"path": ["global", "us"], "children": [], "spec": {"privacy": ["ccpa"]}},
}

regimes := {
	"gdpr": {"spec": {"residency": ["eu", "ch"]}},
	"pipl": {"spec": {"residency": ["cn"]}},
	"ccpa": {"spec": {}},
}

form(in_regions, zones) := {
	"object": {
		"kind": "Platform",
		"metadata": {"name": "mailer"},
		"spec": {"personalData": true, "lifecycle": {"status": "active"}, "security": {"dataResidency": zones}},
	},
	"home": "global",
	"region": "global",
	"regions": in_regions,
}

found(form_) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.effective as {"PrivacyRegime": {region: regimes | some region, _ in regions}}
}

test_stored_elsewhere if {
	found(form(["global", "cn"], ["eu", "us"])) == {{
		"path": ["spec", "security", "dataResidency"],
		"region": "cn",
		"message": "`pipl` keeps personal data of cn in `cn`, found `eu` and `us`",
		"label": "expected one of `cn`",
		"related": [{
			"object": {"kind": "PrivacyRegime", "name": "pipl", "region": "cn"},
			"path": ["spec", "residency"],
			"message": "where the data may stay",
		}],
	}}
}

test_a_regime_from_above_in_each_market_below if {
	findings := found(form(["global", "emea", "de", "fr"], ["us"]))
	{finding.region | some finding in findings} == {"de", "fr"}
	"`gdpr` keeps personal data of de in `eu` and `ch`, found `us`" in {finding.message | some finding in findings}
}

test_each_regime_is_a_finding if count(found(form(["de", "cn"], ["us"]))) == 2

test_one_zone_of_the_regime_is_enough if {
	count(found(form(["de", "fr", "cn"], ["us", "eu", "cn"]))) == 0
}

test_a_regime_without_residency if count(found(form(["us"], ["eu"]))) == 0

test_markets_left_out if count(found(form(["global", "emea", "de"], ["eu"]))) == 0

test_regimes_of_regions_in_between_wait_for_their_markets if count(found(form(["global", "emea"], ["us"]))) == 0

test_a_place_that_is_not_stated_is_another_finding if {
	count(found(form(["cn"], []))) == 0
	count(found(json.remove(form(["cn"], []), ["object/spec/security"]))) == 0
}

test_without_personal_data if {
	count(found(json.patch(form(["cn"], ["eu"]), [{"op": "replace", "path": "/object/spec/personalData", "value": false}]))) == 0
}

test_retired if {
	count(found(json.patch(form(["cn"], ["eu"]), [{"op": "replace", "path": "/object/spec/lifecycle/status", "value": "retired"}]))) == 0
}
