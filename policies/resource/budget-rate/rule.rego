# METADATA
# title: Budgets of two currencies have a rate between them
# description: |
#   Amounts in different currencies cannot be added up. The framework says at which rate it plans, so that all
#   shares count alike.
# custom:
#   severity: error
#   scope: object
#   kinds: [Budget]
#   reads: [Budget]
#   framework: [R5]
#   remedy: add the currency to spec.rates of the budget above
package interlock.rules.resource["budget-rate"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "currency"],
	"message": sprintf("budget %s has no rate for %s", [text.quoted(name), currency]),
	"label": sprintf("the budget above is in %s", [budget.spec.currency]),
} if {
	name := input.object.spec.within
	budget := data.interlock.effective.Budget[input.region][name]
	currency := input.object.spec.currency
	currency != budget.spec.currency
	not currency in {entry.currency | some entry in budget.spec.rates}
}
