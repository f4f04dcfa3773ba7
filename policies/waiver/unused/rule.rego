# METADATA
# title: A waiver that excuses nothing is removed
# description: |
#   What it excused has been put right, or was never wrong at that place. Left behind, it would excuse the same fault
#   again without anyone looking.
# custom:
#   severity: info
#   scope: object
#   kinds: [Waiver]
#   framework: [S6]
#   remedy: remove the waiver, or correct its rule, object or path
package interlock.rules.waiver.unused

import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "rule"],
	"message": sprintf("the waiver excuses nothing: no finding of %s matches it", [text.quoted(input.object.spec.rule)]),
	"label": "no such finding at its object, path and region",
	"owner": object.get(input.object.metadata, "owner", ""),
} if {
	input.matches == 0
	not ended
}

# A waiver that has ended is a finding of its own.
ended if quantity.below(input.object.spec.expires, data.interlock.run.date)
