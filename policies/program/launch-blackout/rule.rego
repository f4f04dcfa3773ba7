# METADATA
# title: No launch falls on a holiday or into a blackout
# description: |
#   On a public holiday nobody reads and nobody answers; in a blackout the market has agreed to keep still. A launch on
#   such a day is money spent on silence, or worse, on the wrong moment. All calendars that are effective in a market
#   count, those of the regions above it and of the whole company too; each market has a finding of its own, so that a
#   waiver of one excuses no other.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Program]
#   reads: [Calendar]
#   framework: [P6]
#   remedy: move the launch, or localize it for the market
package interlock.rules.program["launch-blackout"]

import data.interlock.lib.calendar
import data.interlock.lib.text

report contains {
	"object": {"kind": "Program", "name": name, "region": market},
	"region": market,
	"path": ["spec", "launch"],
	"message": sprintf("%s is %s in %s", [text.quoted(launch), closed.words, market]),
	"label": sprintf("calendar %s", [text.quoted(closed.calendar)]),
	"related": [{
		"object": {"kind": "Calendar", "name": closed.calendar, "region": market},
		"path": closed.path,
		"message": closed.reason,
	}],
} if {
	some market, _ in calendar.binding
	some name, program in data.interlock.effective.Program[market]
	launch := program.spec.launch
	program.spec.status in {"proposed", "planned"}
	some closed in on(market, launch)
}

# on is what keeps a market still on a day.
on(market, day) := array.concat(
	[{
		"calendar": name,
		"path": ["spec", "holidays", holiday.name, "date"],
		"words": sprintf("the holiday %s", [text.quoted(holiday.name)]),
		"reason": "the holiday",
	} |
		some name, kept in calendar.binding[market]
		some holiday in kept.holidays
		holiday.date == day
	],
	[{
		"calendar": name,
		"path": ["spec", "blackouts", blackout.name, "from"],
		"words": sprintf("in the blackout %s (until %s)", [text.quoted(blackout.name), blackout.to]),
		"reason": concat(": ", array.concat(["the blackout"], [text.shortened(blackout.reason) | blackout.reason])),
	} |
		some name, kept in calendar.binding[market]
		some blackout in kept.blackouts
		blackout.from <= day # dates compare as texts
		blackout.to >= day
	],
)
