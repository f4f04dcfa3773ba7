# METADATA
# title: What may only exist centrally, or after an evaluation, does
# description: |
#   A second CRM in one region splits the customer's history, and a tool that nobody has evaluated is paid for twice
#   and secured never. Standards say what exists once for all, and what needs an approved evaluation first.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   reads: [Evaluation]
#   when: home
#   framework: [S5, T4]
#   remedy: use the central object, or bring the need before the owner of the standard
package interlock.rules.standard.existence

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["metadata", "region"],
	"message": sprintf("%s may not have a %s of its own", [input.home, input.object.kind]),
	"label": sprintf("standard %s: only %s may", [text.quoted(standard.name), standard.region]),
	"owner": owner(standard),
	"related": [{"object": named(standard), "path": ["spec", "existence"], "message": "the standard that says so"}],
} if {
	input.region == input.home
	some standard in input.standards
	standard.existence == "global"
	tree.above(standard.region, input.home)
}

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("%s has no approved Evaluation", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("standard %s: only after an evaluation", [text.quoted(standard.name)]),
	"owner": owner(standard),
	"help": sprintf("write an Evaluation with platform: %s, or have the pending one decided", [input.object.metadata.name]),
	"related": [{"object": named(standard), "path": ["spec", "existence"], "message": "the standard that says so"}],
} if {
	input.region == input.home
	some standard in input.standards
	standard.existence == "evaluated"
	not evaluated
}

evaluated if {
	some evaluation in data.interlock.effective.Evaluation[input.home]
	evaluation.spec.platform == input.object.metadata.name
	evaluation.spec.decision == "approved"
}

named(standard) := {"kind": "Standard", "name": standard.name, "region": standard.region}

owner(standard) := object.get(standard, "owner", "")
