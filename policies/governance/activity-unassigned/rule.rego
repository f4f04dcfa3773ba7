# METADATA
# title: Each activity is somebody's
# description: |
#   What is nobody's is done twice or not at all. An activity says whether headquarters hold it, the regions, or
#   both, and names whoever does it on that side.
# custom:
#   severity: error
#   scope: object
#   kinds: [Responsibility]
#   framework: [G2]
#   remedy: say in `held` whose it is, and name the global team or the regional role
package interlock.rules.governance["activity-unassigned"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "activities", activity.name, "name"],
	"message": sprintf("activity %s is assigned to nobody", [text.quoted(activity.name)]),
	"label": "expected `held`: global, regional or shared",
} if {
	some activity in input.object.spec.activities
	not activity.held
	not both(activity)
}

report contains {
	"path": ["spec", "activities", activity.name, "held"],
	"message": sprintf("nobody on the %s side does %s", [side, text.quoted(activity.name)]),
	"label": sprintf("expected `%s` beside it", [side]),
} if {
	some activity in input.object.spec.activities
	some side in sides[activity.held]
	not activity[side]
}

sides := {"global": ["global"], "regional": ["regional"], "shared": ["global", "regional"]}

# Claimed by both and not said to be shared: governance/activity-claimed-twice finds it.
both(activity) if {
	activity.global
	activity.regional
}
