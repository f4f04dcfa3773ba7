# METADATA
# title: One platform of a category serves a market, or says why there are two
# description: |
#   Two platforms for one purpose cost twice, split the data and leave people to guess which to use. There are good
#   reasons for a second one, and they are worth a sentence. Each market has a finding of its own, so that a waiver of
#   one excuses no other.
# custom:
#   severity: warning
#   scope: repository
#   kinds: [Platform]
#   framework: [T9]
#   remedy: retire one of them, or say in spec.coexistence why both are needed
package interlock.rules.technology["competing-platforms"]

import data.interlock.lib.text
import data.interlock.lib.tree

# Both are named as they are in the market: a localization may have put one into the category.
report contains {
	"object": named(entry, market),
	"path": ["spec", "category"],
	"region": market,
	"message": sprintf("a second %s platform beside %s in %s", [text.quoted(entry.category), text.quoted(first.name), market]),
	"label": "expected a reason in `coexistence`",
	"related": [{"object": named(first, market), "path": ["spec", "category"], "message": "the first one"}],
} if {
	some market, platforms in data.interlock.effective.Platform
	tree.market(market)

	# By category, the one from furthest above first.
	unexplained := [{"category": found[0], "name": found[2]} |
		some found in sort([[platform.spec.category, count(tree.path(tree.home(platform))), name] |
			some name, platform in platforms
			platform.spec.lifecycle.status == "active"
			not text.given(object.get(platform.spec, "coexistence", ""))
		])
	]
	some i, entry in unexplained
	i > 0
	unexplained[i - 1].category == entry.category
	first := [other | some other in unexplained; other.category == entry.category][0]
}

named(entry, market) := {"kind": "Platform", "name": entry.name, "region": market}
