# METADATA
# title: A data entity has one system of record for all regions
# description: |
#   When each region keeps the customer in a system of its own, nobody can count customers, and a person who moves
#   is counted twice. Where the owner lets regions choose, a standard says so.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   when: changes
#   framework: [D1, T5]
#   remedy: take the change back, or have the owner of the entity leave the system of record to the regions by a standard
package interlock.rules.data["record-split"]

import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s keeps %s in a system of record of its own", [input.region, text.quoted(input.object.spec.title)]),
	"label": sprintf("everywhere else: %s", [text.quoted(change.from)]),
} if {
	some change in input.changes
	change.at == ["spec", "systemOfRecord"]
	change.from
	object.get(change, "to", "") != change.from
	not left_to_regions(change)
}

left_to_regions(change) if {
	count(change.governed) > 0
	every entry in change.governed {
		entry.stance in stance.local
	}
}
