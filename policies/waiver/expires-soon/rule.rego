# METADATA
# title: A waiver that ends soon is prepared for
# description: |
#   When a waiver ends, what it excused becomes an error. A month is enough to finish the change it bought time for,
#   or to agree on a new date before work stops.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Waiver]
#   framework: [S6]
#   remedy: finish the change it waits for, or agree with the approver on a new date
package interlock.rules.waiver["expires-soon"]

import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "expires"],
	"message": sprintf("the waiver ends on %s, within 30 days", [text.quoted(expires)]),
	"label": sprintf("today is %s", [today]),
	"owner": object.get(input.object.metadata, "owner", ""),
} if {
	expires := input.object.spec.expires
	quantity.date(expires)
	today := data.interlock.run.date
	not quantity.below(expires, today)
	not quantity.above(expires, quantity.days_after(today, 30))
}
