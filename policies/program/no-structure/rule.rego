# METADATA
# title: An ongoing program has a workflow
# description: |
#   What goes on without an end needs a structure that carries it: who does what, again and again, and who checks.
#   Otherwise it lives from the memory of the person who started it.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P3]
#   remedy: name the workflow that carries the program in spec.workflow, or give it an end
package interlock.rules.program["no-structure"]

report contains {
	"path": ["spec", "cadence"],
	"message": "the program is ongoing, but no workflow carries it",
	"label": "expected a `workflow`",
} if {
	input.object.spec.cadence == "ongoing"
	input.object.spec.status != "cancelled"
	not input.object.spec.workflow
}
