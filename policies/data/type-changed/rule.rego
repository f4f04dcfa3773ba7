# METADATA
# title: A field has the same type in every region
# description: |
#   Data flows between regions and into reports. A field that is a number here and text there breaks both, usually
#   at night.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   when: changes
#   framework: [D2]
#   remedy: take the change back, and add a field under a name of its own
package interlock.rules.data["type-changed"]

import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s changes the type of field %s", [input.region, text.quoted(change.at[2])]),
	"label": sprintf("everywhere else: %s", [text.quoted(change.from)]),
} if {
	some change in input.changes
	change.action == "set"
	array.slice(change.at, 0, 2) == ["spec", "fields"]
	change.at[3] == "type"
	change.from != change.to
}
