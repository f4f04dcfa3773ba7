# METADATA
# title: A rename says what the name was
# description: |
#   A new name with the old content looks like a removal and a creation: platforms delete the one and make the other,
#   and its history ends. One line keeps both together.
# custom:
#   severity: info
#   scope: change
#   kinds: ["*"]
#   framework: [S8]
#   remedy: write the old name as `previously` below `metadata`
package interlock.rules.change.renamed

import data.interlock.lib.text

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("%s says what %s said, which is gone", [text.quoted(input.name), text.quoted(input.twin.name)]),
	"label": "a new name?",
	"help": sprintf("if it was renamed, write `previously: %s` below `metadata`; then its history goes on", [input.twin.name]),
	"related": [{"base": true, "object": input.twin, "path": ["metadata", "name"], "message": "it was called so"}],
} if {
	input.action == "created"
	input.twin
}
