# METADATA
# title: No program spends more than it was given
# description: |
#   What one program spends too much, another one lacks.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Budget]
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

report contains {
	"path": ["spec", "budget", "amount"],
	"message": sprintf("program %s was given more than all of budget %s", [text.quoted(input.object.metadata.name), text.quoted(budget.from)]),
	"label": sprintf("there is %s %v", [source.currency, source.amount]),
} if {
	budget := input.object.spec.budget
	source := data.interlock.effective.Budget[input.region][budget.from].spec
	budget.amount > source.amount
}
