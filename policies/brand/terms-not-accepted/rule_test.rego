package interlock.rules.brand["terms-not-accepted_test"]

import data.interlock.rules.brand["terms-not-accepted"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Vendor", "metadata": {"name": "it"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"strategicServices": ["crm"], "brandBound": ["content"]}}}}}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_accepted if count(found({"title": "Lens", "supplies": ["content"], "brandTerms": {"accepted": "2026-01-01"}})) == 0

test_not_accepted if {
	found({"title": "Lens", "supplies": ["print", "content"], "brandTerms": {}}) == {{
		"path": ["spec", "supplies", 1],
		"message": "`Lens` supplies `content` and has not accepted the brand terms",
		"label": "speaks for the brand",
	}}
}

test_others_need_not if count(found({"title": "Quay", "supplies": ["print"]})) == 0
