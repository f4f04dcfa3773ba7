# METADATA
# title: What rules measure against is written down
# description: |
#   How long a conflict may take, how old a status may be, what programs are weighed by: rules compare with what the organisation has
#   agreed on. Where it has not, they cannot tell, and everything looks fine.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Organization]
#   reads: [Forum, Program, Initiative, Team]
#   framework: [G5, R2, R4, P5, E4, W7]
#   remedy: agree on it, and write it into the Organization
package interlock.rules.governance["parameter-missing"]

import data.interlock.lib.keeping

report contains {
	"path": ["spec", "title"],
	"message": sprintf("the organisation does not say %s", [words]),
	"label": sprintf("expected `%s` beside the title", [field]),
} if {
	some field, {"words": words, "kinds": kinds} in parameters
	not input.object.spec[field]
	some kind in kinds
	keeping.kept(kind)
}

report contains {
	"path": ["spec", "title"],
	"message": "the organisation does not say which skills each market needs",
	"label": "expected `coreSkills` beside the title",
} if {
	not input.object.spec.coreSkills
	some teams in data.interlock.objects.Team
	some team in teams
	count(team.spec.skills) > 0 # somebody has begun to write them down
}

# parameters are those without which a rule about some kinds has nothing to compare with.
parameters := {
	"conflicts": {"words": "how long a conflict may take to reach the sponsor", "kinds": ["Forum"]},
	"statusEvery": {"words": "how old the status of programs and initiatives may be", "kinds": ["Program", "Initiative"]},
	"retrospectiveWithin": {"words": "how soon programs are looked back on", "kinds": ["Program"]},
	"prioritization": {"words": "by what programs are weighed", "kinds": ["Program"]},
}
