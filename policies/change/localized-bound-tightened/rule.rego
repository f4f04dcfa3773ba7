# METADATA
# title: A region is told when it may do less than it did
# description: |
#   A value was within what the standard allowed when the region wrote it, and is not any more, though the region did
#   nothing. Whoever wrote it has to know, or the first to hear of it is who next changes something nearby.
# custom:
#   severity: warning
#   scope: change
#   kinds: ["*"]
#   framework: [S8, S3]
#   remedy: fit the value to the new bounds, or ask the owner of the standard for a waiver
package interlock.rules.change["localized-bound-tightened"]

import data.interlock.lib.change
import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"object": l.object,
	"path": l.at,
	"message": sprintf("standard %s allows %s less at %s than before", [
		text.quoted(entry.standard.name), l.object.region, text.quoted(l.path),
	]),
	"label": sprintf("now %s; before %s", [change.demand(entry), change.demands(l.was.governed)]),
	"owner": l.localization.owner,
	"related": [{"base": true, "object": stance.standard(was), "path": change.place(was), "message": "what it said before"} |
		some was in l.was.governed
	],
} if {
	some l in input.localized
	some entry in change.tightened(l)
}
