# METADATA
# title: The time of a share lies within that of its budget
# description: |
#   Money of one year cannot be spent in another. A share that begins earlier or ends later than the budget it is taken from is
#   planned with what is not there, or no longer.
# custom:
#   severity: error
#   scope: object
#   kinds: [Budget]
#   reads: [Budget]
#   framework: [R5]
#   remedy: move the dates of the share, or take it from the budget of that year
package interlock.rules.resource["budget-period"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "to"],
	"message": sprintf("budget %s ends before it begins", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("begins on %s", [input.object.spec.from]),
} if {
	input.object.spec.to < input.object.spec.from # dates compare as texts
}

report contains {
	"path": ["spec", field],
	"message": sprintf("budget %s %s", [text.quoted(name), words]),
	"label": sprintf("the share of it %s %s", [verb, input.object.spec[field]]),
	"related": [{"object": {"kind": "Budget", "name": name, "region": input.region}, "path": ["spec", field], "message": "the budget"}],
} if {
	name := input.object.spec.within
	whole := data.interlock.effective.Budget[input.region][name].spec
	some field, [words, verb] in outside(whole)
}

outside(whole) := {"from": [sprintf("begins on %s", [whole.from]), "begins on"] |
	input.object.spec.from < whole.from
} if {
	input.object.spec.to <= whole.to
}

outside(whole) := object.union(
	{"to": [sprintf("ends on %s", [whole.to]), "ends on"]},
	{"from": [sprintf("begins on %s", [whole.from]), "begins on"] | input.object.spec.from < whole.from},
) if {
	input.object.spec.to > whole.to
}
