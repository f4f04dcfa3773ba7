package interlock.rules.brand["second-library_test"]

import data.interlock.rules.brand["second-library"] as rule

library(region, brand) := {"metadata": {"region": region}, "spec": {"brand": brand}}

found(brand, others) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "local", "region": "emea"}, "spec": {"brand": brand}}, "home": "emea", "region": "emea"}
		with data.interlock.effective as {"AssetLibrary": {"emea": object.union({"local": library("emea", brand)}, others)}}
		with data.interlock.regions as {"global": {"path": ["global"]}, "emea": {"path": ["global", "emea"]}}
}

test_second if {
	found(true, {"vault": library("global", true)}) == {{
		"path": ["spec", "brand"],
		"message": "library `local` holds brand assets besides `vault`",
		"label": "expected one library for the brand",
		"related": [{
			"object": {"kind": "AssetLibrary", "name": "vault", "region": "emea"},
			"path": ["spec", "brand"],
			"message": "the first",
		}],
	}}
}

test_not_for_the_brand if count(found(false, {"vault": library("global", true)})) == 0

test_the_only_one if count(found(true, {"vault": library("global", false)})) == 0
