# METADATA
# title: A region is told when all others have come to its value
# description: |
#   A region's value that equals the one from above makes no difference. It looks like a deviation, and keeps the region
#   from following the next change.
# custom:
#   severity: info
#   scope: change
#   kinds: ["*"]
#   framework: [S8, S2]
#   remedy: remove the line, unless the region wants to stay when the value above changes again
package interlock.rules.change["localized-value-equal"]

import data.interlock.lib.text

report contains {
	"object": l.object,
	"path": l.at,
	"message": sprintf("%s sets %s to %s, which it has from above by now", [
		l.object.region, text.quoted(l.path), text.quoted(l.was.to),
	]),
	"label": sprintf("%s above before", [text.quoted(l.was.from)]),
	"owner": l.localization.owner,
	"related": [{
		"base": true,
		"object": object.union(l.object, {"region": l.above}),
		"path": l.was.at,
		"message": "what stood above",
	}],
} if {
	some l in input.localized
	l.was.action == "set"
	not l.now
}
