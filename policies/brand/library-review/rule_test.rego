package interlock.rules.brand["library-review_test"]

import data.interlock.rules.brand["library-review"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "AssetLibrary", "metadata": {"name": "brand"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_in_time if count(found({"review": {"last": "2026-11-08", "every": "2w"}})) == 0

test_overdue if {
	found({"review": {"last": "2026-11-07", "every": "2w"}}) == {{
		"path": ["spec", "review", "last"],
		"message": "library `brand` should have been evaluated by 2026-11-21",
		"label": "evaluated every 2w",
	}}
}

test_no_review if {
	count(found({})) == 0
	count(found({"brand": false})) == 0
}

test_never if {
	some finding in found({"review": {"every": "2w"}})
	finding.path == ["spec", "review", "every"]
	finding.message == "library `brand` was never evaluated"
}

test_the_library_of_the_brand_is_evaluated if {
	some finding in found({"brand": true})
	finding.path == ["spec", "brand"]
	count(found({"brand": true, "review": {"last": "2026-11-08", "every": "2w"}})) == 0
}
