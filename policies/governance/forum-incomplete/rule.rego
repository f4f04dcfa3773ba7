# METADATA
# title: Each forum has a rhythm, a chair and members
# description: |
#   A forum that meets when somebody asks for it meets too late, one without a chair decides nothing, and one without
#   members is a date in a calendar. Those who wait for a decision need to know when it comes and from whom.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum]
#   framework: [G4]
#   remedy: say in spec.cadence how often it meets, in spec.chair who chairs it, and in spec.seats who sits there
package interlock.rules.governance["forum-incomplete"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("forum %s has no %s", [text.quoted(input.object.metadata.name), concat(" and no ", missing)]),
	"label": sprintf("expected %s beside the title", [text.list(missing)]),
} if {
	count(missing) > 0
}

missing := array.concat(
	[field | some field in ["cadence", "chair"]; not input.object.spec[field]],
	["seats" | count(object.get(input.object.spec, "seats", [])) == 0],
)
