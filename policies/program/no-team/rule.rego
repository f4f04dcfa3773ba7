# METADATA
# title: Work has a team
# description: |
#   Work that nobody carries is done by whoever is nearest, on top of what that team has promised. Who plans or runs a program,
#   or says how many days it takes, says whose days they are.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P5]
#   remedy: name the team that carries it out in spec.team
package interlock.rules.program["no-team"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "status"],
	"message": sprintf("program %s has no team", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `team` beside it",
} if {
	not input.object.spec.team
	work
}

work if input.object.spec.status in {"planned", "running"}

work if {
	input.object.spec.status == "proposed"
	some entry in input.object.spec.demand
	entry.days > 0
}
