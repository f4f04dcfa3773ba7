# METADATA
# title: Reviews happen when they are due
# description: |
#   A rhythm that is agreed and not kept is worse than none, because everybody relies on it. The next date follows
#   from the last one and the interval.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum, Objective]
#   framework: [M5]
#   remedy: hold the meeting or the review and write down its date, or agree on a longer interval
package interlock.rules.governance["review-overdue"]

import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "lastMet"],
	"message": sprintf("forum %s should have met by %s", [text.quoted(input.object.metadata.name), review.due(last, cadence)]),
	"label": sprintf("meets every %s", [cadence]),
} if {
	last := input.object.spec.lastMet
	cadence := input.object.spec.cadence
	review.overdue(last, cadence)
}

report contains {
	"path": ["spec", "review", "last"],
	"message": sprintf("objective %s should have been reviewed by %s", [text.quoted(input.object.metadata.name), review.due(last, interval)]),
	"label": sprintf("reviewed every %s", [interval]),
} if {
	input.object.kind == "Objective"
	last := input.object.spec.review.last
	interval := input.object.spec.review.every
	review.overdue(last, interval)
}
