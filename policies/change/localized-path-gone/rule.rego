# METADATA
# title: A region is told when what it changed is gone
# description: |
#   A region wrote its value in the place of one from above. When that one is removed, the region's line stays and adds
#   something of its own, which nobody meant.
# custom:
#   severity: warning
#   scope: change
#   kinds: ["*"]
#   framework: [S8, S2]
#   remedy: remove the line, or confirm that the region wants it without a counterpart above
package interlock.rules.change["localized-path-gone"]

import data.interlock.lib.text

report contains {
	"object": l.object,
	"path": l.at,
	"message": sprintf("%s changed %s, which is gone from above", [l.object.region, text.quoted(l.path)]),
	"label": "now it adds something of its own",
	"owner": l.localization.owner,
	"related": [{
		"base": true,
		"object": object.union(l.object, {"region": l.above}),
		"path": l.was.at,
		"message": "what it changed",
	}],
} if {
	some l in input.localized
	l.was.action == "set"
	l.now.action == "add"
}
