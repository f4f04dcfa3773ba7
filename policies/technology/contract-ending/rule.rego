# METADATA
# title: No contract passes its notice unnoticed
# description: |
#   A contract must be renewed, cancelled or negotiated before its period of notice begins; after that the vendor
#   decides.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Vendor]
#   framework: [T10]
#   remedy: renew the contract and write down its new end, or take the vendor out
package interlock.rules.technology["contract-ending"]

import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "contract", "until"],
	"message": sprintf("the contract with %s ends on %s, and its period of notice has begun", [text.quoted(input.object.spec.title), until]),
	"label": sprintf("notice: %s", [notice]),
} if {
	until := input.object.spec.contract.until
	today := data.interlock.run.date
	notice := input.object.spec.contract.notice
	not quantity.below(until, today)
	quantity.days_after(today, ceil(quantity.duration(notice) / 1440)) > until
}
