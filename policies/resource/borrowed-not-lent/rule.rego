# METADATA
# title: What a team borrows was lent to it
# description: |
#   A team that counts on days that nobody has promised is short of them when the quarter begins; and nobody can
#   lend more than there is.
# custom:
#   severity: error
#   scope: object
#   kinds: [Team]
#   reads: [Team]
#   framework: [R3]
#   remedy: agree with the lender, who writes it into spec.shares, or plan without it
package interlock.rules.resource["borrowed-not-lent"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "borrows", loan.name, "days"],
	"message": sprintf("team %s lends %v days in %s", [text.quoted(loan.from), lent, loan.period]),
	"label": "borrowed here",
} if {
	some loan in input.object.spec.borrows
	lender := data.interlock.effective.Team[input.region][loan.from]
	lent := sum([share.days |
		some share in lender.spec.shares
		share.to == input.object.metadata.name
		share.period == loan.period
	])
	loan.days > lent
}

report contains {
	"path": ["spec", "capacity", entry.period, "days"],
	"message": sprintf("team %s lends %v days of these", [text.quoted(input.object.metadata.name), lent]),
	"label": "more than there is",
} if {
	some entry in input.object.spec.capacity
	lent := sum([share.days | some share in input.object.spec.shares; share.period == entry.period])
	lent > entry.days
}
