# METADATA
# title: What is protected is not removed
# description: |
#   An object is protected because its loss cannot be mended: contacts, consent, history. The protection is lifted
#   first, in a change of its own that its owner sees, and only then the object can go.
# custom:
#   severity: error
#   scope: change
#   kinds: ["*"]
#   framework: [S8]
#   remedy: put the document back; to remove the object, set `protected` to false in a change of its own first
package interlock.rules.change["protected-removed"]

import data.interlock.lib.change

report contains {
	"path": ["metadata", "protected"],
	"message": sprintf("%s is protected, and its document is removed", [change.entitled(input)]),
} if {
	input.action == "deleted"
	input.before.metadata.protected == true
}
