# METADATA
# title: A region leaves standardized values as they are
# description: |
#   Some things only work when they are the same everywhere: core platforms, definitions, security, the gates of a
#   fundamental workflow. A region that changes one for itself breaks the comparison, the hand-over or the control
#   that all others rely on.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   framework: [S1]
#   remedy: take the change back, or ask the owner of the standard for a waiver
package interlock.rules.standard["locked-field"]

import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s may not %s %s", [input.region, verb[change.action], text.quoted(change.path)]),
	"label": sprintf("standardized: %s", [base(change)]),
	"owner": stance.owner(entry),
} if {
	some change in input.changes
	not change.inside
	entry := lock(change)
	not stance.contradicted(change, entry)
}

# lock is the entry from furthest above that says that the value is the same everywhere.
lock(change) := [entry | some entry in stance.binding(change); entry.stance == "standardize"][0]

verb := {"set": "change", "add": "add", "remove": "remove"}

base(change) := sprintf("the base says %s", [text.quoted(change.from)]) if change.from != null

base(change) := "the base has none" if object.get(change, "from", null) == null
