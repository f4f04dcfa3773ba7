# METADATA
# title: A request comes in through an intake
# description: |
#   Requests are weighed against each other where they come in. A program that names the workflow which carries it out, and not
#   the one through which it was asked for, came in by the side door.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [Program]
#   when: home
#   framework: [P4]
#   remedy: name the workflow of type intake through which the program was asked for
package interlock.rules.program["wrong-intake"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": {"kind": "Program", "name": program, "region": region},
	"path": ["spec", "origin", "intake"],
	"message": sprintf("workflow %s takes in no requests", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("expected a workflow of type intake; this one is of type %s", [input.object.spec.type]),
	"related": [{
		"object": {"kind": "Workflow", "name": input.object.metadata.name, "region": input.home},
		"path": ["spec", "type"],
		"message": "the workflow",
	}],
} if {
	input.object.spec.type != "intake"
	input.object.metadata.name in named
	some [name, region, program] in asked
	name == input.object.metadata.name
	input.home in tree.path(region)
}

# asked are the workflows through which programs say they were asked for, with these.
asked := {[described.spec.origin.intake, region, program] |
	some region, programs in data.interlock.objects.Program
	some program, described in programs
}

named := {name | some [name, _, _] in asked}
