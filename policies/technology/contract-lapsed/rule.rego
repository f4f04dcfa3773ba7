# METADATA
# title: No contract with a vendor has lapsed
# description: |
#   A vendor that works without a contract works without its terms: prices, liability, data protection.
# custom:
#   severity: error
#   scope: object
#   kinds: [Vendor]
#   framework: [T10]
#   remedy: renew the contract and write down its new end, or take the vendor out
package interlock.rules.technology["contract-lapsed"]

import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "contract", "until"],
	"message": sprintf("the contract with %s ended on %s", [text.quoted(input.object.spec.title), until]),
	"label": sprintf("today is %s", [today]),
} if {
	until := input.object.spec.contract.until
	today := data.interlock.run.date
	quantity.below(until, today)
}
