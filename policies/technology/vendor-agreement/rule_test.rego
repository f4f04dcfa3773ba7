package interlock.rules.technology["vendor-agreement_test"]

import data.interlock.rules.technology["vendor-agreement"] as rule

found(spec) := found_by(spec, {})

found_by(spec, organization) := report if {
	report := rule.report with input as {
		"object": {"kind": "Platform", "metadata": {"name": "desk"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": organization}}}}
		with data.interlock.effective as {"Vendor": {"global": {"quay": {"spec": {"title": "Quay"}}, "fern": {"spec": {"title": "Fern", "agreements": {"processing": "2025-01-01"}}}}}}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_signed if count(found({"personalData": true, "vendor": "Fern"})) == 0

test_not_signed if {
	found({"personalData": true, "vendor": "quay"}) == {{
		"path": ["spec", "vendor"],
		"message": "`desk` holds personal data, and `Quay` has signed no processing agreement",
		"label": "expected a vendor with agreements.processing",
		"related": [{
			"object": {"kind": "Vendor", "name": "quay", "region": "global"},
			"path": ["spec", "title"],
			"message": "the vendor",
		}],
	}}
}

test_no_personal_data if count(found({"personalData": false, "vendor": "Quay"})) == 0

test_a_vendor_nobody_keeps if count(found({"personalData": true, "vendor": "Other"})) == 0

test_security_terms_too if {
	findings := found_by({"personalData": true, "vendor": "Fern"}, {"requiredAgreements": ["processing", "security"]})
	{finding.message | some finding in findings} == {"`desk` holds personal data, and `Fern` has signed no security terms"}
}
