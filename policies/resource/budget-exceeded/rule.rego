# METADATA
# title: Shares add up to no more than their framework
# description: |
#   Each region plans with its share. When the shares are more than there is, the last to spend finds out.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Budget]
#   framework: [R5]
#   remedy: lower the shares, or raise the framework
package interlock.rules.resource["budget-exceeded"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": {"kind": "Budget", "name": name, "region": region},
	"path": ["spec", "amount"],
	"message": sprintf("the shares of budget %s add up to %s %v", [text.quoted(name), budget.spec.currency, total]),
	"label": sprintf("%v more than there is", [total - budget.spec.amount]),
	"related": [{"object": share.object, "path": ["spec", "amount"], "message": "a share"} | some share in parts],
} if {
	some region, budgets in data.interlock.objects.Budget
	some name, budget in budgets
	parts := shares[[region, name]]
	total := sum([amount |
		some part in parts
		amount := part.amount * rate(part.currency, budget)
	])
	total > budget.spec.amount
}

# shares has for each budget those that are a part of it.
shares[[tree.home(whole), share.spec.within]] contains {
	"object": {"kind": "Budget", "name": name, "region": region},
	"amount": share.spec.amount,
	"currency": share.spec.currency,
} if {
	some region, budgets in data.interlock.objects.Budget
	some name, share in budgets
	whole := data.interlock.effective.Budget[region][share.spec.within]
}

rate(currency, budget) := 1 if currency == budget.spec.currency

# A share without a rate is found by resource/budget-rate.
rate(currency, budget) := sum([entry.rate | some entry in budget.spec.rates; entry.currency == currency]) if {
	currency != budget.spec.currency
}
