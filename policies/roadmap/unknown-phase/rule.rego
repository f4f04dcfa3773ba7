# METADATA
# title: Phases and variations name phases of their initiative
# description: |
#   A phase that waits for one that does not exist waits for nothing, and a variation that is to be settled before it never has to
#   be. Most often a phase was given another name.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   framework: [E1, E2]
#   remedy: name a phase of this initiative
package interlock.rules.roadmap["unknown-phase"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "phases", phase.name, "dependsOn", i],
	"message": sprintf("there is no phase %s", [text.quoted(name)]),
	"label": sprintf("expected one of %s", [text.list(sort(names))]),
} if {
	some phase in input.object.spec.phases
	some i, name in phase.dependsOn
	not name in names
}

report contains {
	"path": ["spec", "variations", variation.name, "phase"],
	"message": sprintf("there is no phase %s", [text.quoted(variation.phase)]),
	"label": sprintf("expected one of %s", [text.list(sort(names))]),
} if {
	some variation in input.object.spec.variations
	variation.phase
	not variation.phase in names
}

names := {phase.name | some phase in input.object.spec.phases}
