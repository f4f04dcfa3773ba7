# METADATA
# title: Programs and initiatives ask for no more than a team can do
# description: |
#   Work that does not fit is not done later, it is done badly now. What programs and initiatives ask of a team in a
#   quarter is compared with what it says it has, less what it lends, and with what it borrows. Where a region gives a
#   program to a team of its own, that team's days count as well.
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
		"object": {"kind": asker[0], "name": asker[2], "region": asked[0].region},
		"path": ["spec", "demand", entry.period, "days"],
		"message": sprintf("%v days", [most]),
	} |
		some asker, asked in asks
		most := max([ask.days | some ask in asked])
	],
} if {
	some region, teams in data.interlock.objects.Team
	some name, team in teams
	some entry in team.spec.capacity
	asks := {asker: sort([ask | some ask in asked]) | some asker, asked in whole[[region, name, entry.period]]}
	total := sum([max([ask.days | some ask in asked]) | some asked in asks])
	there := (entry.days + of(team.spec, "borrows", entry.period)) - of(team.spec, "shares", entry.period)
	total > there
}

# whole is all that is asked, worked out once: asked for by key, it would be worked out for each.
whole := demand

# of is how many days a team borrows or shares in a period.
of(spec, list, period) := sum([share.days | some share in spec[list]; share.period == period])

# demand is what is asked of a team in a period, by what, and in which regions. What one asks counts once, however many
# regions take it over.
demand[[tree.home(team), name, entry.period]][[kind, tree.home(object_), asker]] contains {"region": region, "days": entry.days} if {
	some kind in ["Program", "Initiative"]
	some region, objects in data.interlock.effective[kind]
	some asker, object_ in objects
	some entry in object_.spec.demand
	not over(object_.spec)
	name := object_.spec.team
	team := data.interlock.effective.Team[region][name]
}

over(spec) if spec.status in {"done", "cancelled"}

over(spec) if spec.status.state in {"done", "stopped"}
