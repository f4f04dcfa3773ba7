# METADATA
# title: No phase rolls out where a variation is open
# description: |
#   What a region does in another way is found early so that it can be reconciled early. A rollout over an open
#   question is answered by the region, in its own way.
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
	region in tree.path(variation.region)
}

# begun is true of a phase that runs, or should by its dates.
begun(phase) if phase.status in {"running", "done"}

begun(phase) if phase.from <= data.interlock.run.date # dates compare as texts
