# METADATA
# title: Reviews happen when they are due
# description: |
#   A rhythm that is agreed and not kept is worse than none, because everybody relies on it. The next date follows from the last one
#   and the interval, by the calendar: a month after 31 January is the last day of February.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum, Objective, Initiative]
#   framework: [M5, E4]
#   remedy: hold the meeting or the review and write down its date, or agree on a longer interval
package interlock.rules.governance["review-overdue"]

import data.interlock.lib.review
import data.interlock.lib.rhythm

report contains {
	"path": rhythm.at("last"),
	"message": sprintf("%s %s by %s", [rhythm.what, rhythm.does.should, review.due(rhythm.last, rhythm.interval)]),
	"label": sprintf("%s every %s", [rhythm.does.often, rhythm.interval]),
} if {
	review.overdue(rhythm.last, rhythm.interval)
}

report contains {
	"path": rhythm.at("starts"),
	"message": sprintf("%s %s on %s for the first time", [rhythm.what, rhythm.does.should, rhythm.starts]),
	"label": "and nobody says that it happened",
} if {
	rhythm.interval
	not rhythm.last
	rhythm.starts < data.interlock.run.date # dates compare as texts
}
