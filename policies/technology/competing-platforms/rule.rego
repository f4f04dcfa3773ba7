# METADATA
# title: One platform of a category serves a market, or says why there are two
# description: |
#   Two platforms for one purpose cost twice, split the data and leave people to guess which to use. There are good
#   reasons for a second one, and they are worth a sentence.
# custom:
#   severity: warning
#   scope: repository
#   kinds: [Platform]
#   framework: [T9]
#   remedy: retire one of them, or say in spec.coexistence why both are needed
package interlock.rules.technology["competing-platforms"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": second,
	"path": ["spec", "category"],
	"message": sprintf("a second %s platform beside %s in %s", [
		text.quoted(pair.category), text.quoted(pair.first.name), text.names(markets),
	]),
	"label": "expected a reason in `coexistence`",
	"related": [{"object": pair.first, "path": ["spec", "category"], "message": "the first one"}],
} if {
	some pair, _ in pairs
	second := pair.second
	markets := sort([market | some market in pairs[pair]])
}

# pairs has, for each two platforms that compete, the markets in which they do.
pairs[pair] contains market if {
	some market, platforms in data.interlock.effective.Platform
	tree.market(market)
	unexplained := sort([[platform.spec.category, count(tree.path(tree.home(platform))), name, tree.home(platform)] |
		some name, platform in platforms
		platform.spec.lifecycle.status == "active"
		not text.given(object.get(platform.spec, "coexistence", ""))
	])
	some i, entry in unexplained
	i > 0
	unexplained[i - 1][0] == entry[0]
	first := [other | some other in unexplained; other[0] == entry[0]][0]
	pair := {"category": entry[0], "first": named(first), "second": named(entry)}
}

named(entry) := {"kind": "Platform", "name": entry[2], "region": entry[3]}
