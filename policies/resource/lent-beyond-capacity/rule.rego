# METADATA
# title: No team lends more than it has
# description: |
#   Days that are lent twice are there once. Those who borrow them plan with them, and learn in the middle of the quarter that
#   somebody else does, too.
# custom:
#   severity: error
#   scope: object
#   kinds: [Team]
#   framework: [R3]
#   remedy: lend less, or state the capacity of that quarter
package interlock.rules.resource["lent-beyond-capacity"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "capacity", entry.period, "days"],
	"message": sprintf("team %s lends %v days of these", [text.quoted(input.object.metadata.name), lent[entry.period]]),
	"label": "more than there is",
} if {
	some entry in input.object.spec.capacity
	lent[entry.period] > entry.days
}

report contains {
	"path": ["spec", "shares", share.name, "period"],
	"message": sprintf("team %s lends days of %s, and does not say how many it has", [text.quoted(input.object.metadata.name), share.period]),
	"label": "expected its `capacity` of this quarter",
} if {
	some share in input.object.spec.shares
	share.days > 0
	not share.period in {entry.period | some entry in input.object.spec.capacity}
}

lent[period] := sum([other.days | some other in input.object.spec.shares; other.period == period]) if {
	some share in input.object.spec.shares
	period := share.period
}
