# METADATA
# title: A request comes in through an intake
# description: |
#   Requests are weighed against each other where they come in. A program that names the workflow which carries it out, and not
#   the one through which it was asked for, came in by the side door.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Workflow]
#   framework: [P4]
#   remedy: name the workflow of type intake through which the program was asked for
package interlock.rules.program["wrong-intake"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "origin", "intake"],
	"message": sprintf("workflow %s takes in no requests", [text.quoted(name)]),
	"label": sprintf("expected a workflow of type intake; this one is of type %s", [type]),
	"related": [{
		"object": {"kind": "Workflow", "name": name, "region": input.region},
		"path": ["spec", "type"],
		"message": "the workflow",
	}],
} if {
	name := input.object.spec.origin.intake
	type := data.interlock.effective.Workflow[input.region][name].spec.type
	type != "intake"
}
