# METADATA
# title: The weights of the criteria add up to the whole
# description: |
#   Programs are ranked by weighted scores. Weights that add up to something else make every score a matter of
#   debate.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   framework: [R2]
#   remedy: change the weights of spec.prioritization so that they add up to 100%
package interlock.rules.resource.weights

import data.interlock.lib.quantity

report contains {
	"path": ["spec", "prioritization", "criteria", criteria[0].name, "weight"],
	"message": sprintf("the weights of the criteria add up to %v%%", [total]),
	"label": "expected 100% with all others",
} if {
	criteria := input.object.spec.prioritization.criteria
	total := sum([quantity.percentage(criterion.weight) | some criterion in criteria])
	abs(total - 100) > 0.01
}
