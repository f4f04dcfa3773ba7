# METADATA
# title: A standard is not removed while it is relied on
# description: |
#   Regions and headquarters plan on what a standard holds. Taken away in one step, everything that it held may drift
#   apart from the next day on, and nobody decided that it should.
# custom:
#   severity: error
#   scope: change
#   kinds: [Standard]
#   framework: [S8, S1]
#   remedy: loosen the standard first, in a change that its owner approves, and remove it once it holds nothing; or let another standard hold the same
package interlock.rules.change["standard-removed"]

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("standard %s is removed, and nothing else holds %s", [text.quoted(input.name), text.list(paths)]),
	"label": sprintf("it held them for %s", [change.counted(count(objects), "object", "objects")]),
	"help": sprintf("loosen it first, in a change that %s approves, and remove it once it holds nothing; or let another standard hold the same", [
		owner,
	]),
} if {
	input.action == "deleted"
	count(change.lost) > 0
}

paths := [path | some path in {guard.before.path | some guard in change.lost}]

objects := {object_ | some guard in change.lost; some object_ in guard.objects}

owner := input.owner if input.owner != ""

owner := "its owner" if input.owner == ""
