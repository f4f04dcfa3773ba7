# METADATA
# title: At the point of interlock both sides have a seat
# description: |
#   A forum in which only headquarters sit is not where both sides meet; it is where one side tells the other.
# custom:
#   severity: error
#   scope: object
#   kinds: [Responsibility]
#   reads: [Forum, Team]
#   framework: [G3]
#   remedy: give a team of the other side a seat in the forum, or meet in another one
package interlock.rules.governance["one-sided-interlock"]

import data.interlock.lib.team
import data.interlock.lib.text

report contains {
	"path": ["spec", "activities", activity.name, "interlock"],
	"message": sprintf("in forum %s the %s side has no seat", [text.quoted(activity.interlock), side]),
	"label": sprintf("expected both sides of %s", [text.quoted(activity.name)]),
	"related": [{
		"object": {"kind": "Forum", "name": activity.interlock, "region": input.region},
		"path": ["spec", "title"],
		"message": "the forum",
	}],
} if {
	some activity in input.object.spec.activities
	activity.held == "shared"
	forum := data.interlock.effective.Forum[input.region][activity.interlock]
	some side in ["global", "regional"]
	not seated(forum, side)
}

seated(forum, "global") if {
	some seat in forum.spec.seats
	team.central(seat.team)
}

seated(forum, "regional") if {
	some seat in forum.spec.seats
	team.regional(seat.team)
}
