# METADATA
# title: Blackouts and events end after they begin
# description: |
#   A blackout whose last day lies before its first one closes no day at all: everybody believes that nothing is launched then,
#   and nothing keeps it so. Most often the year was not moved on.
# custom:
#   severity: error
#   scope: object
#   kinds: [Calendar]
#   framework: [P6]
#   remedy: correct the first or the last day
package interlock.rules.program["calendar-reversed"]

import data.interlock.lib.text

report contains {
	"path": ["spec", list, entry.name, "to"],
	"message": sprintf("%s %s ends before it begins", [word, text.quoted(entry.name)]),
	"label": sprintf("begins on %s", [entry.from]),
} if {
	some list, word in {"blackouts": "blackout", "events": "event"}
	some entry in input.object.spec[list]
	entry.to < entry.from # dates compare as texts
}
