# METADATA
# title: Each market has a calendar
# description: |
#   A market without a calendar has no holidays: a launch on its quietest day looks like any other. The calendar may be its
#   own, or one of a region above it that is for its countries.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Region]
#   reads: [Calendar]
#   framework: [P6]
#   remedy: write a Calendar for the market, or let one of a region above it be for its countries too
package interlock.rules.program["no-calendar"]

import data.interlock.lib.calendar
import data.interlock.lib.keeping

report contains {
	"path": ["spec", "title"],
	"message": sprintf("no calendar binds %s: launches there are not checked", [name]),
	"label": "expected a Calendar that is effective here",
} if {
	name := input.object.metadata.name
	count(calendar.binding[name]) == 0
	keeping.kept("Calendar")
}
