# METADATA
# title: No object slips away from its standard
# description: |
#   Standards select objects by labels and names. Who drops a label leaves the standard as it is on paper, and takes
#   the object out of it: the gate of a fundamental workflow is then nobody's any more.
# custom:
#   severity: error
#   scope: change
#   kinds: ["*"]
#   framework: [S8, S1]
#   remedy: put the label back; if the standard is not meant for this object, its owner says so in the standard
package interlock.rules.change.unguarded

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": ["metadata", "labels"],
	"message": sprintf("standard %s no longer holds %s of %s", [
		text.quoted(standard.name), text.list(paths(standard)), text.quoted(input.name),
	]),
	"owner": standard.owner,
	"related": [
		{
			"object": {"kind": "Standard", "name": standard.name, "region": standard.region},
			"path": ["spec", "for"],
			"message": "what it selects",
		},
		change.base(["metadata", "labels"], "before"),
	],
} if {
	input.kind != "Standard"
	input.action in {"changed", "renamed"}
	some standard in {guard.before.standard | some guard in change.lost}
}

paths(standard) := [path | some path in {guard.before.path |
	some guard in change.lost
	guard.before.standard == standard
}]
