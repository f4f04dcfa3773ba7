# METADATA
# title: A waiver that has ended is gone
# description: |
#   An exception is given for a time. Once that is over, it excuses nothing any more, and a file that still says so
#   makes people believe in an agreement that nobody holds.
# custom:
#   severity: error
#   scope: object
#   kinds: [Waiver]
#   framework: [S6]
#   remedy: remove the waiver and follow the standard, or ask the approver for a new date
package interlock.rules.waiver.expired

import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "expires"],
	"message": sprintf("the waiver ended on %s", [text.quoted(expires)]),
	"label": sprintf("before today, %s", [today]),
	"owner": object.get(input.object.spec, "approvedBy", ""),
} if {
	expires := input.object.spec.expires
	today := data.interlock.run.date
	quantity.below(expires, today)
}
