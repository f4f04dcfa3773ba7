# METADATA
# title: Each region is heard in a global forum
# description: |
#   Rules made at headquarters are found wanting on the ground. A region that has no forum in which to say so works
#   around them in silence. The route may lead through a regional forum that escalates to a global one, and a region
#   above may speak for it. In the forum that it names, somebody of the region or of one below it has a seat.
# custom:
#   severity: error
#   scope: object
#   kinds: [Region]
#   reads: [Forum, Team]
#   framework: [G6]
#   remedy: name in spec.feedback the forum in which the region is heard
package interlock.rules.governance["no-voice"]

import data.interlock.lib.keeping
import data.interlock.lib.team
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "title"],
	"message": sprintf("%s has no route into a global forum", [name]),
	"label": "expected `feedback` here or in a region above",
} if {
	count(routes) == 0
	keeping.kept("Forum")
}

report contains {
	"path": ["spec", "feedback"],
	"message": sprintf("forum %s does not lead into a global forum", [text.quoted(route)]),
	"label": "expected a global forum, or one that escalates to it",
} if {
	route := input.object.spec.feedback
	forums := data.interlock.effective.Forum[name]
	forums[route]
	reached := graph.reachable({key: [forum.spec.escalation.to | forum.spec.escalation.to] | some key, forum in forums}, [route])
	every passed in reached {
		tree.home(forums[passed]) != "global"
	}
}

report contains {
	"path": ["spec", "feedback"],
	"message": sprintf("nobody of %s has a seat in forum %s", [name, text.quoted(route)]),
	"label": "expected a team of the region, of one above or below it",
	"help": "give a team of the region a seat in the forum, or name another forum",
} if {
	route := input.object.spec.feedback
	seats := data.interlock.effective.Forum[name][route].spec.seats
	count(seats) > 0
	near := ({region | some region in tree.path(name)} | {region | some region in data.interlock.regions[name].below}) - {"global"}
	count({home | some seat in seats; some home in team.homes(seat.team)} & near) == 0
}

name := input.object.metadata.name

# routes are the forums in which the region, or one above it, is heard.
routes := [route |
	some region in tree.path(name)
	route := data.interlock.regions[region].spec.feedback
]
