# METADATA
# title: A waiver that ends soon is prepared for
# description: |
#   When a waiver ends, what it excused becomes an error. Some notice is needed to finish the change it bought time
#   for, or to agree on a new date before work stops. How long before is for the organisation to say, in
#   notice.waivers (30d if it does not).
# custom:
#   severity: warning
#   scope: object
#   kinds: [Waiver]
#   reads: [Organization]
#   framework: [S6]
#   remedy: finish the change it waits for, or agree with the approver on a new date
package interlock.rules.waiver["expires-soon"]

import data.interlock.lib.quantity
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "expires"],
	"message": sprintf("the waiver ends on %s, within %s", [text.quoted(expires), review.notice.waivers]),
	"label": sprintf("today is %s", [today]),
	"owner": object.get(input.object.metadata, "owner", ""),
} if {
	expires := input.object.spec.expires
	quantity.date(expires)
	today := data.interlock.run.date
	not quantity.below(expires, today)
	expires <= review.ahead("waivers")
}
