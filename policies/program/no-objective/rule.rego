# METADATA
# title: A program says which objective it serves
# description: |
#   When time or money runs short, what serves no objective is given up first. A program that names the objective it serves is
#   weighed by what it is for, and the objective shows what is done for it.
# custom:
#   severity: info
#   scope: object
#   kinds: [Program]
#   reads: [Objective]
#   when: home
#   framework: [P1, M2]
#   remedy: name the objective in spec.objective
package interlock.rules.program["no-objective"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("program %s serves no objective", [text.quoted(input.object.metadata.name)]),
	"label": "expected an `objective` beside the title",
} if {
	not input.object.spec.objective
	input.object.spec.status in {"proposed", "planned", "running"}
	keeping.kept("Objective")
}
