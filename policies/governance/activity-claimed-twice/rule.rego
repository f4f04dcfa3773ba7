# METADATA
# title: What both sides do is called shared
# description: |
#   Where headquarters and a region both claim an activity and nobody says that it is shared, each learns of the
#   other's work when it is done. Shared activities have a forum; claims do not.
# custom:
#   severity: error
#   scope: object
#   kinds: [Responsibility]
#   framework: [G2]
#   remedy: take one side out, or say in `held` that it is shared and name the point of interlock
package interlock.rules.governance["activity-claimed-twice"]

import data.interlock.lib.text

report contains {
	"path": place(activity),
	"message": sprintf("headquarters and regions both claim %s", [text.quoted(activity.name)]),
	"label": "expected `held: shared`, or one side",
} if {
	some activity in input.object.spec.activities
	activity.global
	activity.regional
	object.get(activity, "held", "") != "shared"
}

place(activity) := ["spec", "activities", activity.name, "held"] if activity.held

place(activity) := ["spec", "activities", activity.name, "name"] if not activity.held
