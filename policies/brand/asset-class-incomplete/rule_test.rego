package interlock.rules.brand["asset-class-incomplete_test"]

import data.interlock.rules.brand["asset-class-incomplete"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "AssetLibrary", "metadata": {"name": "brand"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"AssetLibrary": {"global": {"brand": {}}}}
		with data.interlock.effective as {"AssetLibrary": {"global": {"brand": {"spec": {"classes": [{"name": "logos"}]}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_reviewed if count(found({"classes": [{"name": "logos", "reviewed": "1y"}]})) == 0

test_not_reviewed if {
	found({"classes": [{"name": "logos"}]}) == {{
		"path": ["spec", "classes", "logos", "name"],
		"message": "asset class `logos` is never looked over",
		"label": "expected `reviewed` beside the name",
	}}
}

test_no_home if {
	some finding in found({"assetClasses": ["logos", "film"]})
	finding.path == ["spec", "assetClasses", 1]
	finding.message == "asset class `film` has no home"
}
