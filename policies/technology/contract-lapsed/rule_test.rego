package interlock.rules.technology["contract-lapsed_test"]

import data.interlock.rules.technology["contract-lapsed"] as rule

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

test_lapsed if {
	found({"title": "Quay", "contract": {"until": "2026-11-21"}}) == {{
		"path": ["spec", "contract", "until"],
		"message": "the contract with `Quay` ended on 2026-11-21",
		"label": "today is 2026-11-22",
	}}
}

test_last_day if count(found({"title": "Quay", "contract": {"until": "2026-11-22"}})) == 0

test_no_contract if count(found({"title": "Quay"})) == 0
