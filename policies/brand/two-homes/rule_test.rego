package interlock.rules.brand["two-homes_test"]

import data.interlock.rules.brand["two-homes"] as rule

library(region, classes) := {"metadata": {"region": region}, "spec": {"classes": [{"name": name} | some name in classes]}}

found(classes, others) := report if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "local", "region": "emea"}, "spec": {"classes": [{"name": name} | some name in classes]}},
		"home": "emea",
		"region": "emea",
	}
		with data.interlock.effective as {"AssetLibrary": {"emea": object.union({"local": library("emea", classes)}, others)}}
		with data.interlock.regions as {"global": {"path": ["global"]}, "emea": {"path": ["global", "emea"]}}
}

test_second_home if {
	found(["logos", "displays"], {"vault": library("global", ["logos"])}) == {{
		"path": ["spec", "classes", "logos", "name"],
		"message": "asset class `logos` has a home in `vault` already",
		"label": "expected a class of its own",
		"related": [{
			"object": {"kind": "AssetLibrary", "name": "vault", "region": "emea"},
			"path": ["spec", "classes", "logos", "name"],
			"message": "the first home",
		}],
	}}
}

test_one_home if count(found(["displays"], {"vault": library("global", ["logos"])})) == 0

test_the_first_one_is_right if count(found(["logos"], {"zoo": library("emea", ["logos"])})) == 0
