# METADATA
# title: Whoever holds personal data for us has signed for it
# description: |
#   The platform says that it holds data about people. The law asks for an agreement with the company that runs it,
#   and for the day on which it was signed; the organisation may ask for its security terms too.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [Vendor, Organization]
#   framework: [T6]
#   remedy: write the day of the signature into spec.agreements of the vendor
package interlock.rules.technology["vendor-agreement"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "vendor"],
	"message": sprintf("%s holds personal data, and %s has signed no %s", [
		text.quoted(input.object.metadata.name), text.quoted(vendor.spec.title), words[agreement],
	]),
	"label": sprintf("expected a vendor with agreements.%s", [agreement]),
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
	some agreement in required
	not vendor.spec.agreements[agreement]
}

# required are what vendors must have signed.
required := keeping.parameter("requiredAgreements")

required := ["processing"] if not keeping.parameter("requiredAgreements")

words := {"processing": "processing agreement", "security": "security terms"}
