# METADATA
# title: No phase starts before what it depends on is finished
# description: |
#   A sequence is only one if it is kept. A phase that starts while the one it needs still runs, starts on an
#   assumption.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   framework: [E1]
#   remedy: move the phase, shorten the one before, or drop the dependency
package interlock.rules.roadmap["phase-overlap"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "phases", phase.name, "from"],
	"message": sprintf("phase %s starts before %s is finished", [text.quoted(phase.name), text.quoted(name)]),
	"label": sprintf("%s ends on %s", [name, needed.to]),
	"related": [{
		"object": {"kind": "Initiative", "name": input.object.metadata.name, "region": input.region},
		"path": ["spec", "phases", name, "to"],
		"message": "the end of the phase it depends on",
	}],
} if {
	some phase in input.object.spec.phases
	some name in phase.dependsOn
	needed := phases[name]
	phase.from <= needed.to # dates compare as texts
}

phases := {phase.name: phase | some phase in input.object.spec.phases}
