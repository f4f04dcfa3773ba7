# METADATA
# title: Whoever holds personal data for us has signed for it
# description: |
#   The platform says that it holds data about people. The law asks for an agreement with the company that runs it,
#   and for the day on which it was signed.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [Vendor]
#   framework: [T6]
#   remedy: write the day of the signature into spec.agreements.processing of the vendor
package interlock.rules.technology["vendor-agreement"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "vendor"],
	"message": sprintf("%s holds personal data, and %s has signed no processing agreement", [
		text.quoted(input.object.metadata.name), text.quoted(vendor.spec.title),
	]),
	"label": "expected a vendor with agreements.processing",
	"related": [{
		"object": {"kind": "Vendor", "name": name, "region": input.region},
		"path": ["spec", "title"],
		"message": "the vendor",
	}],
} if {
	input.object.spec.personalData
	title := text.folded(input.object.spec.vendor)
	some name, vendor in data.interlock.effective.Vendor[input.region]
	text.folded(vendor.spec.title) == title
	not vendor.spec.agreements.processing
}
