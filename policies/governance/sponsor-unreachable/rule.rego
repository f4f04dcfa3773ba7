# METADATA
# title: The sponsor is known and can be reached
# description: |
#   A sponsor whom nobody can name or reach settles nothing. A role is better than a person's name: it stays when people move
#   on, and so does its mailbox.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   framework: [G1]
#   remedy: write down the role and the address of the sponsor in spec.sponsor
package interlock.rules.governance["sponsor-unreachable"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "sponsor", "role"],
	"message": sprintf("the sponsor %s cannot be reached", [text.quoted(input.object.spec.sponsor.role)]),
	"label": "expected an `email` beside the role",
} if {
	input.object.spec.sponsor
	not input.object.spec.sponsor.email
}

report contains {
	"path": ["spec", "sponsor"],
	"message": "nobody knows who the sponsor is",
	"label": "expected a `role`",
} if {
	input.object.spec.sponsor
	not input.object.spec.sponsor.role
}
