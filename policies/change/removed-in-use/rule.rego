# METADATA
# title: Nothing is removed that others rely on
# description: |
#   A region, a team, a platform or any other object that is named elsewhere is part of somebody's work. Its removal is
#   agreed with those who name it, and they name something else in the same change.
# custom:
#   severity: error
#   scope: change
#   kinds: ["*"]
#   framework: [S8, T7]
#   remedy: put another in its place wherever it is named, or keep it until nothing names it; if it was renamed, write `previously`
package interlock.rules.change["removed-in-use"]

import data.interlock.lib.change
import data.interlock.lib.text

# relying are the places that name the object still, and now mean nothing by it or something else.
relying := [place |
	some place in input.relied
	not place.alike
]

report contains {
	"object": first.object,
	"path": first.at,
	"message": sprintf("%s is removed, and %s: %s", [
		change.entitled(input),
		change.counted(count(names), "object still relies on it", "objects still rely on it"),
		text.names(names),
	]),
	"label": meaning(first),
	"owner": owner(first),
	"related": array.concat(
		[change.base(["metadata", "name"], "it stood here")],
		[{"object": place.object, "path": place.at, "message": "named here too"} |
			some i, place in relying
			i > 0
			i < 5
		],
	),
} if {
	input.action == "deleted"
	first := relying[0]
}

names := [name | some name in {change.entitled(place.object) | some place in relying}]

meaning(place) := sprintf("this is %s of %s now", [change.entitled(place.now), place.now.region]) if place.now

meaning(place) := "this leads nowhere now" if not place.now

owner(_) := input.owner if input.owner != ""

owner(place) := place.owner if input.owner == ""
