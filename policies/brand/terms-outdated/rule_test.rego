package interlock.rules.brand["terms-outdated_test"]

import data.interlock.rules.brand["terms-outdated"] as rule

found(terms, spec) := report if {
	report := rule.report with input as {"object": {"spec": {"title": "Studio", "brandTerms": terms}}, "region": "emea"}
		with data.interlock.run.date as "2026-11-22"
		with data.interlock.effective as {"BrandStandard": {"emea": {"claims": {"spec": object.union({"title": "Claims"}, spec)}}}}
}

accepted(day) := {"accepted": day, "standard": "claims"}

test_outdated if {
	found(accepted("2025-01-01"), {"inForce": "2026-02-01"}) == {{
		"path": ["spec", "brandTerms", "accepted"],
		"message": "`Studio` accepted `Claims` before its terms of 2026-02-01",
		"label": "accepted what no longer holds",
		"related": [{
			"object": {"kind": "BrandStandard", "name": "claims", "region": "emea"},
			"path": ["spec", "inForce"],
			"message": "in force since",
		}],
	}}
}

test_in_force if count(found(accepted("2026-02-01"), {"inForce": "2026-02-01"})) == 0

test_terms_to_come if count(found(accepted("2025-01-01"), {"inForce": "2027-01-01"})) == 0

test_no_day if count(found(accepted("2025-01-01"), {})) == 0

test_terms_without_a_standard if count(found({"accepted": "2025-01-01"}, {"inForce": "2026-02-01"})) == 0
