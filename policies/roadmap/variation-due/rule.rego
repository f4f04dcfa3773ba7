# METADATA
# title: A variation is settled before its rollout comes near
# description: |
#   Regional differences that are found early can still be built in. Shortly before the rollout they can only be refused or worked
#   around. How long before is for the organisation to say, in notice.phases (1mo if it does not).
# custom:
#   severity: warning
#   scope: object
#   kinds: [Initiative]
#   reads: [Organization]
#   framework: [E2]
#   remedy: reconcile the variation or accept it, or take the region out of the phase
package interlock.rules.roadmap["variation-due"]

import data.interlock.lib.review
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "variations", variation.name, "state"],
	"message": sprintf("phase %s begins on %s, and variation %s is open", [text.quoted(phase.name), phase.from, text.quoted(variation.name)]),
	"label": "expected it to be reconciled or accepted before",
	"related": [{
		"object": {"kind": "Initiative", "name": input.object.metadata.name, "region": input.region},
		"path": ["spec", "phases", phase.name, "from"],
		"message": "the phase",
	}],
} if {
	some variation in input.object.spec.variations
	variation.state == "open"
	some phase in input.object.spec.phases
	not phase.status in {"running", "done"}
	object.get(variation, "phase", phase.name) == phase.name
	phase.from > data.interlock.run.date # dates compare as texts
	phase.from <= review.ahead("phases")
	some region in phase.regions
	meet(region, variation.region)
}

# meet is true of two regions of which one holds the other.
meet(a, b) if a in tree.path(b)

meet(a, b) if b in tree.path(a)
