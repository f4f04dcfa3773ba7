# METADATA
# title: Whoever speaks for the brand has accepted its terms
# description: |
#   To the public, an agency or an influencer is the company itself. Those who speak for it are bound by the same
#   claims, rights and disclosures.
# custom:
#   severity: error
#   scope: object
#   kinds: [Vendor]
#   reads: [Organization]
#   framework: [B3]
#   remedy: have the vendor accept the brand terms, and write the day into spec.brandTerms.accepted
package interlock.rules.brand["terms-not-accepted"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "supplies", i],
	"message": sprintf("%s supplies %s and has not accepted the brand terms", [text.quoted(input.object.spec.title), text.quoted(service)]),
	"label": "speaks for the brand",
} if {
	not input.object.spec.brandTerms.accepted
	some i, service in input.object.spec.supplies
	service in keeping.parameter("brandBound")
}
