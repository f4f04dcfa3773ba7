# METADATA
# title: A team that is asked for days says how many it has
# description: |
#   Days that are planned of a team which does not say what it has are planned on hope. Each quarter to come in which programs or
#   initiatives ask for days has the capacity of their team.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program, Initiative]
#   reads: [Team]
#   framework: [R1]
#   remedy: state the capacity of the team for that quarter, or move the work
package interlock.rules.resource["capacity-unstated"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "demand", entry.period, "period"],
	"message": sprintf("team %s does not say how many days it has in %s", [text.quoted(name), entry.period]),
	"label": sprintf("%v days are asked for", [entry.days]),
	"related": [{
		"object": {"kind": "Team", "name": name, "region": input.region},
		"path": ["spec", "title"],
		"message": "the team",
	}],
} if {
	some entry in input.object.spec.demand
	entry.days > 0
	entry.period >= quarter # quarters compare as texts
	not over
	name := input.object.spec.team
	team := data.interlock.effective.Team[input.region][name]
	not entry.period in {stated.period | some stated in team.spec.capacity}
}

over if input.object.spec.status in {"done", "cancelled"}

over if input.object.spec.status.state in {"done", "stopped"}

# quarter is the one of the run.
quarter := sprintf("%s-q%d", [substring(data.interlock.run.date, 0, 4), ceil(to_number(substring(data.interlock.run.date, 5, 2)) / 3)])
