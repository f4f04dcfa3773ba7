# METADATA
# title: A one-time program has an end
# description: |
#   One-time programs that never end take people and budget from the next one. The day on which it ends is decided when
#   it begins.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P3]
#   remedy: say when the program ends in spec.ends, or call it ongoing and name its workflow
package interlock.rules.program["no-end"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "cadence"],
	"message": "the program is one-time, but has no end",
	"label": "expected a date in `ends`",
} if {
	input.object.spec.cadence == "one-time"
	input.object.spec.status != "cancelled"
	not input.object.spec.ends
}

report contains {
	"path": ["spec", "ends"],
	"message": sprintf("the program ends before its launch on %s", [text.quoted(launch)]),
	"label": "expected a later day",
} if {
	launch := input.object.spec.launch
	input.object.spec.ends < launch # dates compare as texts
	input.object.spec.status != "cancelled"
}
