# METADATA
# title: The regimes of a region can be kept together
# description: |
#   Where one law wants data kept in one place and another law in another, no platform is right for both. Somebody has
#   to decide which of them holds for whom, and often the region is really two.
# custom:
#   severity: error
#   scope: object
#   kinds: [Region]
#   reads: [PrivacyRegime]
#   framework: [D5]
#   remedy: ask counsel which regime holds, or divide the region into those that can each keep theirs
package interlock.rules.privacy["contradicting-regimes"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "privacy", i],
	"message": sprintf("%s wants personal data in %s, and %s in %s", [
		text.quoted(second), text.list(zones[second]), text.quoted(first), text.list(zones[first]),
	]),
	"label": "no place is right for both",
	"related": [
	{
		"object": {"kind": "PrivacyRegime", "name": name, "region": region},
		"path": ["spec", "residency"],
		"message": sprintf("what %s wants", [name]),
	} |
		some name in [second, first]
	],
} if {
	some i, second in input.object.spec.privacy
	zones[second]
	some first in array.concat(above, array.slice(input.object.spec.privacy, 0, i))
	zones[first]
	count({zone | some zone in zones[first]} & {zone | some zone in zones[second]}) == 0
}

region := input.object.metadata.name

# above are the regimes of the regions above this one.
above := tree.inherited(parents[count(parents) - 2], "privacy")

parents := tree.path(region)

# zones has where a regime that is in force here wants the data.
zones[name] := regime.spec.residency if {
	some name, regime in data.interlock.effective.PrivacyRegime[region]
}
