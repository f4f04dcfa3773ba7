# METADATA
# title: A region adds to an additive list and drops nothing from it
# description: |
#   Additive lists are a common core with room for more: a market adds the reviewer or the channel it needs, and all
#   others can still rely on what was there. A step or field that one region drops is missing in everything built on
#   it.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   when: bounded
#   framework: [S3]
#   remedy: keep what the base has and only add to it, or ask the owner of the standard for a waiver
package interlock.rules.standard["not-additive"]

import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s may not drop %s", [input.region, what]),
	"label": "additive: regions may add here, and never drop",
	"owner": stance.owner(entry),
} if {
	some i, j
	input.changes[i].governed[j].bounds.additive == true
	change := input.changes[i]
	change.action != "add"
	what := dropped(change)
	entry := change.governed[j]
	stance.bounds(entry)
}

# dropped is what a change drops, in words; undefined where it drops nothing.
dropped(change) := text.quoted(change.path) if change.action == "remove"

dropped(change) := sprintf("%s from %s", [text.list(missing), text.quoted(change.path)]) if {
	change.action == "set"
	is_array(change.from)
	is_array(change.to)
	missing := [member | some member in change.from; not member in change.to]
	count(missing) > 0
}

dropped(change) := sprintf("all of %s", [text.quoted(change.path)]) if {
	change.action == "set"
	type_name(change.from) in {"array", "object"}
	type_name(change.to) != type_name(change.from)
}
