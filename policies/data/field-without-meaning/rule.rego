# METADATA
# title: The fields of core data say what they mean
# description: |
#   Two teams fill a field differently when nobody has written down what it says, and the first report that uses it
#   adds up what is not the same. A sentence is enough.
# custom:
#   severity: warning
#   scope: object
#   kinds: [DataEntity]
#   framework: [D2]
#   remedy: write a sentence into meaning
package interlock.rules.data["field-without-meaning"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "fields", field.name, "name"],
	"message": sprintf("nobody says what field %s means", [text.quoted(field.name)]),
	"label": "expected a `meaning` beside the name",
} if {
	input.object.spec.core == true
	some field in input.object.spec.fields
	not field.meaning
}
