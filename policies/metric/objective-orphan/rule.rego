# METADATA
# title: Each functional goal serves an objective above it
# description: |
#   A goal that serves nothing competes with those that do, for the same people and the same money.
# custom:
#   severity: error
#   scope: object
#   kinds: [Objective]
#   reads: [Objective]
#   framework: [M2]
#   remedy: name in spec.parent the objective that it serves, or stop pursuing it
package interlock.rules.metric["objective-orphan"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "level"],
	"message": sprintf("functional goal %s serves no objective", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `parent` beside it",
} if {
	input.object.spec.level == "functional"
	not input.object.spec.parent
}

report contains {
	"path": ["spec", "parent"],
	"message": sprintf("enterprise objective %s serves functional goal %s", [text.quoted(input.object.metadata.name), text.quoted(parent)]),
	"label": "expected an enterprise objective, or none",
} if {
	input.object.spec.level == "enterprise"
	parent := input.object.spec.parent
	data.interlock.effective.Objective[input.region][parent].spec.level == "functional"
}
