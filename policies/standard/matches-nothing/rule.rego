# METADATA
# title: A standard is for something
# description: |
#   A standard for labels that no object bears guards nothing, and everybody believes that it does. Most often a label
#   is misspelled, or was renamed on the objects and not here.
# custom:
#   severity: info
#   scope: object
#   kinds: [Standard]
#   when: home
#   framework: [S1, S2, S3]
#   remedy: correct `for`, or remove the standard
package interlock.rules.standard["matches-nothing"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "for"],
	"message": sprintf("no %s is what standard %s is for", [input.object.spec.for.kind, text.quoted(input.object.metadata.name)]),
	"label": "nothing has this kind, these names and these labels",
} if {
	input.selected == 0
	not input.adopted
}
