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
#   when: standardized
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
	some i, pair in stance.standardized
	change := pair.change
	entry := pair.entry
	not told(i)
	not stance.contradicted(change, entry)
}

# told is true of a change that a standard from further above keeps from being made.
told(i) if stance.standardized[i - 1].change.at == stance.standardized[i].change.at

verb := {"set": "change", "add": "add", "remove": "remove"}

base(change) := sprintf("the base says %s", [text.quoted(change.from)]) if change.from != null

base(change) := "the base has none" if object.get(change, "from", null) == null
