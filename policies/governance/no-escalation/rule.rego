# METADATA
# title: Each escalation ends at the sponsor
# description: |
#   A conflict that no forum can settle must reach the one who can. Where the chain of forums simply stops, it is
#   settled by whoever waits longest.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum]
#   reads: [Organization]
#   framework: [G5]
#   remedy: name the next forum in spec.escalation.to, or say in spec.escalation.sponsor that the sponsor is next
package interlock.rules.governance["no-escalation"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("what forum %s cannot settle goes nowhere", [text.quoted(input.object.metadata.name)]),
	"label": "expected an `escalation` to another forum or to the sponsor",
} if {
	not input.object.spec.escalation.to
	not input.object.spec.escalation.sponsor
}

report contains {
	"path": ["spec", "escalation", "sponsor"],
	"message": sprintf("no organisation says who the sponsor above forum %s is", [text.quoted(input.object.metadata.name)]),
	"label": "expected an Organization with a sponsor",
	"help": "describe the organisation and its sponsor in a document of kind Organization",
} if {
	input.object.spec.escalation.sponsor
	count(keeping.organizations) == 0
}
