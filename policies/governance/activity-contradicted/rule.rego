# METADATA
# title: An activity is assigned once
# description: |
#   Where one page says that headquarters do something and another one that the regions do it, both sides can show that they are
#   right. A region may describe its part of an activity again, as long as it does not call it somebody else's.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Responsibility]
#   framework: [G2]
#   remedy: say the same in both places, or take the activity out of one
package interlock.rules.governance["activity-contradicted"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": named(entry),
	"path": ["spec", "activities", activity, "held"],
	"message": sprintf("activity %s is %s here, and %s in %s", [text.quoted(activity), entry.held, first.held, text.quoted(first.name)]),
	"label": sprintf("expected %s, as there", [first.held]),
	"related": [{"object": named(first), "path": ["spec", "activities", activity, "held"], "message": "the other place"}],
} if {
	some activity, listed in held
	count(listed) > 1
	entries := sort(listed) # those from furthest above first
	some j, entry in entries
	some i, first in entries
	i < j
	first.held != entry.held
	meet(first, entry)
}

# meet is true of two objects that some region sees both.
meet(a, b) if {
	some seen in data.interlock.effective.Responsibility
	tree.home(seen[a.name]) == a.region
	tree.home(seen[b.name]) == b.region
}

held[activity.name] contains {"depth": count(tree.path(region)), "region": region, "name": name, "held": activity.held} if {
	some region, responsibilities in data.interlock.objects.Responsibility
	some name, responsibility in responsibilities
	some activity in responsibility.spec.activities
	activity.held
}

named(entry) := {"kind": "Responsibility", "name": entry.name, "region": entry.region}
