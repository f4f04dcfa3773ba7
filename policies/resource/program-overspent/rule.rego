# METADATA
# title: No program spends more than it was given
# description: |
#   What one program spends too much, another one lacks.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [R5]
#   remedy: stop spending, or have the budget holder raise spec.budget.amount
package interlock.rules.resource["program-overspent"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "budget", "spent"],
	"message": sprintf("program %s has spent %v of %v", [text.quoted(input.object.metadata.name), budget.spent, budget.amount]),
	"label": sprintf("%v too much", [budget.spent - budget.amount]),
} if {
	budget := input.object.spec.budget
	budget.spent > budget.amount
}
