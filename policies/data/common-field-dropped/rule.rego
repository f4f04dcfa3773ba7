# METADATA
# title: Fields for consent and segments are common to all regions
# description: |
#   Whether a person may be written to, and to which segment they belong, must be known wherever their record goes.
#   A region that drops the field sends out what was refused.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   when: changes
#   framework: [D6]
#   remedy: leave the field and its values in; a region may add fields and values of its own
package interlock.rules.data["common-field-dropped"]

import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s drops field %s, which is for %s", [input.region, text.quoted(change.at[2]), change.from.purpose]),
	"label": "common to all regions",
} if {
	some change in input.changes
	change.action == "remove"
	array.slice(change.at, 0, 2) == ["spec", "fields"]
	change.from.purpose in {"consent", "segment"}
}

report contains {
	"path": change.at,
	"message": sprintf("%s takes field %s away from %s", [input.region, text.quoted(change.at[2]), change.from]),
	"label": "common to all regions",
} if {
	some change in input.changes
	change.at[3] == "purpose"
	change.from in {"consent", "segment"}
	object.get(change, "to", "") != change.from
}

report contains {
	"path": change.at,
	"message": sprintf("%s drops %s from field %s, which is for %s", [input.region, text.list(missing), text.quoted(change.at[2]), field.purpose]),
	"label": "common to all regions",
} if {
	some change in input.changes
	change.at[3] == "values"
	missing := [value | some value in change.from; not value in object.get(change, "to", [])]
	count(missing) > 0
	some field in input.object.spec.fields
	field.name == change.at[2]
	field.purpose in {"consent", "segment"}
}
