# METADATA
# title: Accepted brand terms are those that are in force
# description: |
#   Terms change: disclosures, claims, rights in pictures. Whoever accepted the ones before is bound by what no longer
#   holds.
# custom:
#   severity: error
#   scope: object
#   kinds: [Vendor]
#   reads: [BrandStandard]
#   framework: [B3]
#   remedy: have the vendor accept the terms that are in force, and write down the day
package interlock.rules.brand["terms-outdated"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "brandTerms", "accepted"],
	"message": sprintf("%s accepted %s before its terms of %s", [
		text.quoted(input.object.spec.title), text.quoted(standard.spec.title), standard.spec.inForce,
	]),
	"label": "accepted what no longer holds",
	"related": [{
		"object": {"kind": "BrandStandard", "name": input.object.spec.brandTerms.standard, "region": input.region},
		"path": ["spec", "inForce"],
		"message": "in force since",
	}],
} if {
	standard := data.interlock.effective.BrandStandard[input.region][input.object.spec.brandTerms.standard]
	standard.spec.inForce <= data.interlock.run.date # dates compare as texts
	input.object.spec.brandTerms.accepted < standard.spec.inForce
}
