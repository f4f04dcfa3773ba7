# METADATA
# title: No phase rolls out where a variation is open
# description: |
#   What a region does in another way is found early so that it can be reconciled early. A question that the rollout
#   leaves open is answered by the region, in its own way.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   framework: [E2]
#   remedy: reconcile the variation or accept it, or take the region out of the phase
package interlock.rules.roadmap["open-variation"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "variations", variation.name, "state"],
	"message": sprintf("phase %s rolls out in %s with variation %s open", [text.quoted(phase.name), variation.region, text.quoted(variation.name)]),
	"label": "expected it to be reconciled or accepted before",
	"related": [{
		"object": {"kind": "Initiative", "name": input.object.metadata.name, "region": input.region},
		"path": ["spec", "phases", phase.name, "name"],
		"message": "the phase",
	}],
} if {
	some variation in input.object.spec.variations
	variation.state == "open"
	some phase in input.object.spec.phases
	object.get(variation, "phase", phase.name) == phase.name
	begun(phase)
	some region in phase.regions
	meet(region, variation.region)
}

# begun is true of a phase that runs, or should by its dates.
begun(phase) if phase.status in {"running", "done"}

begun(phase) if phase.from <= data.interlock.run.date # dates compare as texts

# meet is true of two regions of which one holds the other: a phase in all of a region meets a variation in a part of
# it, and one in a part meets what all of the region does in another way.
meet(a, b) if a in tree.path(b)

meet(a, b) if b in tree.path(a)
