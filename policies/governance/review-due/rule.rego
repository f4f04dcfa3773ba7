# METADATA
# title: The next review is prepared in time
# description: |
#   In a few days the forum should meet, or the objective or initiative be reviewed. Whoever is to be there needs the date, and what
#   is to be decided. How long before is for the organisation to say, in notice.reviews (1w if it does not); nothing is due
#   before three quarters of its interval are over.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Forum, Objective, Initiative]
#   reads: [Organization]
#   framework: [M5, E4]
#   remedy: hold the meeting or the review, and write down its date
package interlock.rules.governance["review-due"]

import data.interlock.lib.review
import data.interlock.lib.rhythm

report contains {
	"path": rhythm.at("last"),
	"message": sprintf("%s %s by %s", [rhythm.what, rhythm.does.is, review.due(rhythm.last, rhythm.interval)]),
	"label": sprintf("%s every %s", [rhythm.does.often, rhythm.interval]),
} if {
	review.soon(rhythm.last, rhythm.interval, review.notice.reviews)
}
