package interlock.rules.technology["contract-ending_test"]

import data.interlock.rules.technology["contract-ending"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Vendor", "metadata": {"name": "it"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_notice_has_begun if {
	found({"title": "Quay", "contract": {"until": "2027-02-19", "notice": "90d"}}) == {{
		"path": ["spec", "contract", "until"],
		"message": "the contract with `Quay` ends on 2027-02-19, and its period of notice has begun",
		"label": "notice: 90d",
	}}
}

test_still_time if count(found({"title": "Quay", "contract": {"until": "2027-02-20", "notice": "90d"}})) == 0

test_lapsed_is_another_finding if count(found({"title": "Quay", "contract": {"until": "2026-11-21", "notice": "90d"}})) == 0

test_no_notice if count(found({"title": "Quay", "contract": {"until": "2026-11-23"}})) == 0
