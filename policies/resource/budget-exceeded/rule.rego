# METADATA
# title: No budget gives away more than there is
# description: |
#   Each region plans with its share, and each program with what it was given. When shares and programs together are more
#   than there is, the last to spend finds out.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Budget, Program]
#   framework: [R5]
#   remedy: lower the shares or what programs are given, or raise the budget
package interlock.rules.resource["budget-exceeded"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": {"kind": "Budget", "name": name, "region": region},
	"path": ["spec", "amount"],
	"message": sprintf("budget %s gives away %s %v", [text.quoted(name), budget.spec.currency, cents(total)]),
	"label": sprintf("%v more than there is", [cents(total - budget.spec.amount)]),
	"related": array.concat(
		[{"object": share.object, "path": ["spec", "amount"], "message": "a share"} | some share in parts],
		[{"object": object.remove(program, ["amount"]), "path": ["spec", "budget", "amount"], "message": "a program"} | some program in programs],
	),
} if {
	some region, budgets in data.interlock.objects.Budget
	some name, budget in budgets
	parts := object.get(shares, [[region, name]], set())
	programs := [largest(asked, asker) | some asker, asked in payments[[region, name]]]
	total := sum([amount | some part in parts; amount := part.amount * rate(part.currency, budget)]) + sum([program.amount | some program in programs])
	total - budget.spec.amount >= 0.01 # a hundredth of the currency: rates do not come out even
}

# payments are all that programs are given, worked out once: asked for by key, it would be worked out for each.
payments := given

cents(amount) := round(amount * 100) / 100

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

# given has for each budget the programs that it pays, and what in which region. What a program is given counts once,
# however many regions take it over.
given[[tree.home(source), program.spec.budget.from]][[tree.home(program), name]] contains {
	"amount": program.spec.budget.amount,
	"region": region,
} if {
	some region, programs in data.interlock.effective.Program
	some name, program in programs
	program.spec.budget.amount > 0
	program.spec.status != "cancelled"
	source := data.interlock.effective.Budget[region][program.spec.budget.from]
}

largest(asked, asker) := {"kind": "Program", "name": asker[1], "region": most[1], "amount": most[0]} if {
	most := max([[ask.amount, ask.region] | some ask in asked])
}

rate(currency, budget) := 1 if currency == budget.spec.currency

# A share without a rate is found by resource/budget-rate.
rate(currency, budget) := sum([entry.rate | some entry in budget.spec.rates; entry.currency == currency]) if {
	currency != budget.spec.currency
}
