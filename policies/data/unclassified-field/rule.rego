# METADATA
# title: Each field says who may see it
# description: |
#   Access, retention and export depend on whether a value is public or personal. A field that nobody has classified
#   is treated as harmless until somebody complains.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   framework: [D2]
#   remedy: write public, internal, confidential, personal or sensitive as the classification
package interlock.rules.data["unclassified-field"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "fields", field.name, "name"],
	"message": sprintf("field %s is not classified", [text.quoted(field.name)]),
	"label": "expected a `classification` beside the name",
} if {
	some field in input.object.spec.fields
	not field.classification
}
