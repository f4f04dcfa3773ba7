package interlock.rules.brand["no-library_test"]

import data.interlock.rules.brand["no-library"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "jp"]},
	"de": {"path": ["global", "de"], "children": []},
	"jp": {"path": ["global", "jp"], "children": []},
}

library(brand) := {"vault": {"spec": {"brand": brand}}}

found(objects, in_de, in_jp) := report if {
	report := rule.report with input.object as {"metadata": {"name": "acme"}, "spec": {"title": "Acme"}}
		with data.interlock.regions as regions
		with data.interlock.objects as objects
		with data.interlock.effective as {"AssetLibrary": {"de": in_de, "jp": in_jp}}
}

kept := {"AssetLibrary": {"global": library(true)}}

test_a_market_without if {
	found(kept, library(true), library(false)) == {{
		"path": ["spec", "title"],
		"region": "jp",
		"message": "jp has no library for the assets of the brand",
		"label": "expected an AssetLibrary with `brand: true` there",
	}}
}

test_everywhere if count(found(kept, library(true), library(true))) == 0

test_nowhere if count(found(kept, {}, {})) == 2

test_none_are_kept_yet if count(found({}, {}, {})) == 0
