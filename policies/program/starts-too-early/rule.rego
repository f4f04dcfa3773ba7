# METADATA
# title: A program launches after those that it needs
# description: |
#   Programs that build on each other are planned by different people. When one of them moves, the other launches
#   without what it needs, and nobody has made a mistake.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Program]
#   framework: [W3]
#   remedy: move one of the two launches, or take the dependency away
package interlock.rules.program["starts-too-early"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "launch"],
	"message": sprintf("launches on %s, before %s, which it needs", [input.object.spec.launch, text.quoted(name)]),
	"label": sprintf("expected a day from %s on", [needed.launch]),
	"related": [{
		"object": {"kind": "Program", "name": name, "region": input.region},
		"path": ["spec", "launch"],
		"message": "what it needs",
	}],
} if {
	some name in input.object.spec.dependsOn
	coming
	needed := data.interlock.effective.Program[input.region][name].spec
	input.object.spec.launch < needed.launch # dates compare as texts
}

report contains {
	"path": ["spec", "dependsOn", i],
	"message": sprintf("needs %s, which is cancelled", [text.quoted(name)]),
	"label": "expected a program that launches",
	"related": [{
		"object": {"kind": "Program", "name": name, "region": input.region},
		"path": ["spec", "status"],
		"message": "cancelled",
	}],
} if {
	some i, name in input.object.spec.dependsOn
	coming
	data.interlock.effective.Program[input.region][name].spec.status == "cancelled"
}

coming if input.object.spec.status in {"proposed", "planned"}
