# METADATA
# title: Whoever loosens a standard says so to those it held for
# description: |
#   A standard that holds less lets regions drift apart where they could not before. That may be right, and is for the
#   owner of the standard to decide, with everybody seeing for whom it changes.
# custom:
#   severity: warning
#   scope: change
#   kinds: [Standard]
#   framework: [S8, S1, S3]
#   remedy: have the owner of the standard approve the change, and tell the owners of the objects that it held for
package interlock.rules.change["standard-loosened"]

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": place(guard),
	"message": sprintf("%s is held less than before, %s", [text.quoted(guard.before.path), change.extent(guard)]),
	"label": sprintf("before: %s; now: %s", [change.demand(guard.before), change.demands(guard.after)]),
	"related": [change.base(change.place(guard.before), "before")],
} if {
	input.action in {"changed", "renamed"}
	some guard in change.lost
}

# place is the field of the standard if it says something else; what it selects if the field is as it was; else the
# fields, of which it is none any more.
place(guard) := change.place(guard.before) if {
	some field in object.get(input.after.spec, "fields", [])
	field.path == guard.before.path
	not as_before(guard)
}

place(guard) := ["spec", "for"] if as_before(guard)

place(guard) := ["spec", "fields"] if {
	guard.before.field >= 0
	not guard.before.path in {field.path | some field in object.get(input.after.spec, "fields", [])}
}

place(guard) := ["spec", "otherwise"] if {
	guard.before.field < 0
	not as_before(guard)
}

as_before(guard) if {
	some field in input.after.spec.fields
	field in input.before.spec.fields
	field.path == guard.before.path
}

as_before(guard) if {
	guard.before.field < 0
	input.after.spec.otherwise == input.before.spec.otherwise
}
