# METADATA
# title: Programs and initiatives ask for no more than a team can do
# description: |
#   Work that does not fit is not done later, it is done badly now. What programs and initiatives ask of a team in a
#   quarter is compared with what it says it has, less what it lends.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Team, Program, Initiative]
#   framework: [R1]
#   remedy: move work to another quarter or team, or say no to some of it
package interlock.rules.resource["over-capacity"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": {"kind": "Team", "name": name, "region": region},
	"path": ["spec", "capacity", entry.period, "days"],
	"message": sprintf("team %s is asked for %v days in %s", [text.quoted(name), total, entry.period]),
	"label": sprintf("%v are there", [there]),
	"related": [{
		"object": ask.object,
		"path": ["spec", "demand", entry.period, "days"],
		"message": sprintf("%v days", [ask.days]),
	} |
		some ask in asks
	],
} if {
	some region, teams in data.interlock.objects.Team
	some name, team in teams
	some entry in team.spec.capacity
	asks := demand[[region, name, entry.period]]
	total := sum([ask.days | some ask in asks])
	there := entry.days - sum([share.days | some share in team.spec.shares; share.period == entry.period])
	total > there
}

# demand is what is asked of a team in a period, and by what.
demand[[tree.home(team), name, entry.period]] contains {
	"object": {"kind": kind, "name": asker, "region": region},
	"days": entry.days,
} if {
	some kind in ["Program", "Initiative"]
	some region, objects in data.interlock.objects[kind]
	some asker, object_ in objects
	not object.get(object_, ["spec", "status"], "") in {"done", "cancelled"}
	name := object_.spec.team
	team := data.interlock.effective.Team[region][name]
	some entry in object_.spec.demand
}
