# METADATA
# title: Each phase has an owner and dates
# description: |
#   A phase without an owner is a wish, and one without dates never comes.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   framework: [E1]
#   remedy: name the team that answers for the phase, its first and its last day
package interlock.rules.roadmap["phase-incomplete"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "phases", phase.name, "name"],
	"message": sprintf("phase %s has no %s", [text.quoted(phase.name), concat(" and no ", missing)]),
	"label": sprintf("expected %s beside the name", [text.list(missing)]),
} if {
	some phase in input.object.spec.phases
	missing := [field | some field in ["owner", "from", "to"]; not phase[field]]
	count(missing) > 0
}

report contains {
	"path": ["spec", "phases", phase.name, "to"],
	"message": sprintf("phase %s ends before it starts", [text.quoted(phase.name)]),
	"label": sprintf("starts on %s", [phase.from]),
} if {
	some phase in input.object.spec.phases
	phase.to < phase.from # dates compare as texts
}
