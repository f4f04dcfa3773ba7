# METADATA
# title: What a team borrows was lent to it
# description: |
#   A team that counts on days that nobody has promised is short of them when the quarter begins. What several loans of one team
#   take together is compared with what that team lends, wherever it is at home.
# custom:
#   severity: error
#   scope: object
#   kinds: [Team]
#   reads: [Team]
#   framework: [R3]
#   remedy: agree with the lender, who writes it into spec.shares, or plan without it
package interlock.rules.resource["borrowed-not-lent"]

import data.interlock.lib.team
import data.interlock.lib.text

report contains {
	"path": ["spec", "borrows", loan.name, "days"],
	"message": sprintf("team %s lends %v days in %s", [text.quoted(loan.from), lent, loan.period]),
	"label": counted(loan, borrowed),
	"related": [{
		"object": {"kind": "Team", "name": loan.from, "region": home},
		"path": ["spec", "title"],
		"message": "the lender",
	} |
		some home in team.homes(loan.from)
	],
} if {
	some loan in input.object.spec.borrows
	borrowed := sum([other.days | some other in input.object.spec.borrows; other.from == loan.from; other.period == loan.period])
	lent := sum([share.days |
		some home in team.homes(loan.from)
		some share in data.interlock.objects.Team[home][loan.from].spec.shares
		share.to == input.object.metadata.name
		share.period == loan.period
	])
	borrowed > lent
}

counted(loan, borrowed) := "borrowed here" if loan.days == borrowed

counted(loan, borrowed) := sprintf("%v days are borrowed in all", [borrowed]) if loan.days != borrowed
