# METADATA
# title: Reviews are agreed on, and their dates are known
# description: |
#   Without the date of the last review nobody can say whether the next one is overdue, and everything looks fine. What is new says
#   when it starts; what is reviewed says where.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Forum, Objective, Initiative]
#   framework: [M5]
#   remedy: write down the day of the last review, or that of the first one
package interlock.rules.governance["review-unknown"]

import data.interlock.lib.rhythm

report contains {
	"path": at_interval,
	"message": sprintf("nobody says when %s last %s", [rhythm.what, rhythm.does.was]),
	"label": sprintf("expected `%s` beside it, or `starts` for what is new", [rhythm.at("last")[count(rhythm.at("last")) - 1]]),
} if {
	rhythm.interval
	not rhythm.last
	not rhythm.starts
}

report contains {
	"path": rhythm.at("last"),
	"message": sprintf("%s %s on a day to come", [rhythm.what, rhythm.does.was]),
	"label": sprintf("today is %s", [data.interlock.run.date]),
} if {
	rhythm.last > data.interlock.run.date # dates compare as texts
}

report contains {
	"path": ["spec", "title"],
	"message": sprintf("%s is never reviewed", [rhythm.what]),
	"label": "expected a `review` beside the title",
} if {
	input.object.kind == "Objective"
	not input.object.spec.review
}

report contains {
	"path": at_interval,
	"message": sprintf("nobody says where %s is reviewed", [rhythm.what]),
	"label": "expected a `forum` beside it",
} if {
	input.object.kind != "Forum"
	rhythm.interval
	not input.object.spec.review.forum
}

at_interval := ["spec", "cadence"] if input.object.kind == "Forum"

at_interval := ["spec", "review", "every"] if input.object.kind != "Forum"
