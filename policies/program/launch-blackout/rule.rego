# METADATA
# title: No launch falls on a holiday or into a blackout
# description: |
#   On a public holiday nobody reads and nobody answers; in a blackout the market has agreed to keep still. A launch on
#   such a day is money spent on silence, or worse, on the wrong moment.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Program]
#   reads: [Calendar]
#   framework: [P6]
#   remedy: move the launch, or localize it for these markets
package interlock.rules.program["launch-blackout"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": {"kind": "Program", "name": hit.program, "region": place(hit, affected[0])},
	"path": ["spec", "launch"],
	"message": sprintf("%s is %s in %s", [text.quoted(hit.launch), words(hit), text.names(affected)]),
	"label": sprintf("calendar %s", [text.quoted(hit.calendar)]),
	"related": [{
		"object": {"kind": "Calendar", "name": hit.calendar, "region": affected[0]},
		"path": entry_of(hit),
		"message": reason(hit, affected[0]),
	}],
} if {
	some hit, where in hits
	affected := sort([market | some market in where])
}

# hits has, for each launch on a day that a calendar closes, the markets in which it is so.
hits[hit] contains launch.market if {
	some launch in launches
	launch.day in holidays[launch.market]
	some name, calendar in calendars[launch.market]
	some holiday in calendar.holidays
	holiday.date == launch.day
	hit := {
		"program": launch.program,
		"home": launch.home,
		"launch": launch.day,
		"calendar": name,
		"list": "holidays",
		"entry": holiday.name,
	}
}

hits[hit] contains launch.market if {
	some launch in launches
	some blackout in blackouts[launch.market]
	blackout.from <= launch.day # dates compare as texts
	blackout.to >= launch.day
	hit := {
		"program": launch.program,
		"home": launch.home,
		"launch": launch.day,
		"calendar": blackout.calendar,
		"list": "blackouts",
		"entry": blackout.name,
		"to": blackout.to,
	}
}

# launches are the launches to come, in each market.
launches := [{"market": market, "program": name, "home": tree.home(program), "day": program.spec.launch} |
	some market, _ in calendars
	some name, program in data.interlock.effective.Program[market]
	program.spec.launch
	program.spec.status in {"proposed", "planned"}
]

# calendars has what each market keeps: its own calendar and those of the regions above it.
calendars := {market: kept |
	some market, region in data.interlock.regions
	region.children == []
	kept := {name: calendar |
		some above in region.path
		name := data.interlock.regions[above].spec.calendar
		calendar := data.interlock.effective.Calendar[market][name].spec
	}
}

holidays := {market: {holiday.date |
	some calendar in kept
	some holiday in calendar.holidays
} |
	some market, kept in calendars
}

blackouts := {market: [object.union(blackout, {"calendar": name}) |
	some name, calendar in kept
	some blackout in calendar.blackouts
] |
	some market, kept in calendars
}

# place is the region in whose form the launch is set: the home of the program, unless it launches there on
# another day.
place(hit, _) := hit.home if same_at_home(hit)

place(hit, market) := market if not same_at_home(hit)

same_at_home(hit) if data.interlock.objects.Program[hit.home][hit.program].spec.launch == hit.launch

words(hit) := sprintf("the holiday %s", [text.quoted(hit.entry)]) if hit.list == "holidays"

words(hit) := sprintf("in the blackout %s (until %s)", [text.quoted(hit.entry), hit.to]) if hit.list == "blackouts"

entry_of(hit) := ["spec", "holidays", hit.entry, "date"] if hit.list == "holidays"

entry_of(hit) := ["spec", "blackouts", hit.entry, "from"] if hit.list == "blackouts"

reason(hit, _) := "the holiday" if hit.list == "holidays"

reason(hit, market) := concat(": ", array.concat(["the blackout"], [text.shortened(blackout.reason) |
	some blackout in calendars[market][hit.calendar].blackouts
	blackout.name == hit.entry
])) if {
	hit.list == "blackouts"
}
