# METADATA
# title: No launch falls on a holiday or into a blackout
# description: |
#   On a public holiday nobody reads and nobody answers; in a blackout the market has agreed to keep still. A launch on
#   such a day is money spent on silence, or worse, on the wrong moment.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Calendar]
#   framework: [P6]
#   remedy: move the launch, or localize it for these markets
package interlock.rules.program["launch-blackout"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "launch"],
	"message": sprintf("%s is %s in %s", [text.quoted(launch), entry.words, text.names(affected)]),
	"label": sprintf("calendar %s", [text.quoted(entry.calendar)]),
	"related": [{
		"object": {"kind": "Calendar", "name": entry.calendar, "region": affected[0]},
		"path": entry.path,
		"message": entry.related,
	}],
} if {
	some entry, where in closed
	affected := sort([market | some market in where])
}

launch := input.object.spec.launch if {
	input.object.spec.status in {"proposed", "planned"}
	is_string(input.object.spec.launch)
}

# closed has, for each day or window of a calendar that the launch falls into, the markets that keep it.
closed[entry] contains market if {
	launch
	some market in tree.markets(input.regions)
	some name in calendars(market)
	some entry in entries(name, data.interlock.effective.Calendar[market][name].spec)
}

# calendars are those a market keeps: its own and those of the regions above it.
calendars(market) := {name |
	some region in tree.path(market)
	name := data.interlock.regions[region].spec.calendar
}

entries(name, calendar) := array.concat(
	[{
		"calendar": name,
		"path": ["spec", "holidays", holiday.name, "date"],
		"words": sprintf("the holiday %s", [text.quoted(holiday.name)]),
		"related": "the holiday",
	} |
		some holiday in calendar.holidays
		holiday.date == launch
	],
	[{
		"calendar": name,
		"path": ["spec", "blackouts", blackout.name, "from"],
		"words": sprintf("in the blackout %s (until %s)", [text.quoted(blackout.name), blackout.to]),
		"related": reason(blackout),
	} |
		some blackout in calendar.blackouts
		blackout.from <= launch
		blackout.to >= launch
	],
)

reason(blackout) := sprintf("the blackout: %s", [text.shortened(blackout.reason)])

reason(blackout) := "the blackout" if not blackout.reason
