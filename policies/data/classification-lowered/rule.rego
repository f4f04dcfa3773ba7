# METADATA
# title: No region makes data less protected
# description: |
#   Who may see a field, how long it is kept and where it may lie follow from its class. A region that calls a personal
#   field internal opens it to people who were never meant to see it, in its own market and in every export.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   when: changes
#   framework: [D2, D4]
#   remedy: take the change back; a region may only choose a stricter class
package interlock.rules.data["classification-lowered"]

import data.interlock.lib.entity
import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s makes field %s %s", [input.region, text.quoted(change.at[2]), object.get(change, "to", "unclassified")]),
	"label": sprintf("everywhere else: %s", [change.from]),
} if {
	some change in input.changes
	change.at[3] == "classification"
	object.get(entity.rank, object.get(change, "to", ""), -1) < entity.rank[change.from]
}
