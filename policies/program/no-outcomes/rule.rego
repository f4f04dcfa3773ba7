# METADATA
# title: Outcomes come before dates
# description: |
#   A program that has a date but no outcome is busy, not useful: nobody can say afterwards whether it was worth it, or
#   decide before what to leave out when time runs short.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P1]
#   remedy: write what will be different afterwards in spec.outcomes
package interlock.rules.program["no-outcomes"]

report contains {
	"path": ["spec", dates[0]],
	"message": "the program has a date, but no outcome",
	"label": "expected `outcomes` first",
} if {
	input.object.spec.status != "cancelled"
	count(object.get(input.object.spec, "outcomes", [])) == 0
	count(dates) > 0
}

dates := [field | some field in ["launch", "ends"]; input.object.spec[field]]
