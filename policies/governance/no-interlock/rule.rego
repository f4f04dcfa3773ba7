# METADATA
# title: Each shared activity has its point of interlock
# description: |
#   Shared work needs a place where both sides meet. Without one, shared means that each side waits for the other.
# custom:
#   severity: error
#   scope: object
#   kinds: [Responsibility]
#   framework: [G3]
#   remedy: name the forum in `interlock`
package interlock.rules.governance["no-interlock"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "activities", activity.name, "held"],
	"message": sprintf("shared activity %s has no point of interlock", [text.quoted(activity.name)]),
	"label": "expected `interlock` beside it",
} if {
	some activity in input.object.spec.activities
	activity.held == "shared"
	not activity.interlock
}
