# METADATA
# title: An executive sponsor backs the framework
# description: |
#   When a region and the centre cannot agree, somebody above both must decide, clear the way and pay for it. Without a sponsor,
#   conflicts end with whoever is louder.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   framework: [G1]
#   remedy: name the sponsor's role and address in spec.sponsor
package interlock.rules.governance["no-sponsor"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("%s has no executive sponsor", [text.quoted(input.object.spec.title)]),
	"label": "expected a `sponsor` beside the title",
} if {
	not input.object.spec.sponsor
}
