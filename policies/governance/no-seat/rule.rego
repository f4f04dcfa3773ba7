# METADATA
# title: Each region that a forum binds has a seat in it
# description: |
#   A decision made without those who must carry it out is taken again, more slowly, by each of them. A region sits
#   in the forum itself, or is spoken for by a team of a region above it, or by teams of all its markets.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum]
#   reads: [Team]
#   framework: [G4]
#   remedy: give a team of the region a seat, or take the region out of spec.affects
package interlock.rules.governance["no-seat"]

import data.interlock.lib.team
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "affects", i],
	"message": sprintf("%s has no seat in forum %s", [region, text.quoted(input.object.metadata.name)]),
	"label": "bound by its decisions",
} if {
	some i, region in input.object.spec.affects
	unheard(region)
}

# unheard is true of a region of which some market is spoken for by nobody.
unheard(region) if {
	some market in markets(region)
	speakers := {name | some name in tree.path(market)} - {"global"}
	count(speakers & seated) == 0
}

markets(region) := [region] if count(object.get(data.interlock.regions, [region, "below"], [])) == 0

markets(region) := tree.markets(data.interlock.regions[region].below) if count(data.interlock.regions[region].below) > 0

# seated are the regions whose teams have a seat.
seated := {home |
	some seat in input.object.spec.seats
	some home in team.homes(seat.team)
}
