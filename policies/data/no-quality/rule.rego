# METADATA
# title: The quality of core data is checked
# description: |
#   Decisions rest on core data. Where nobody checks how complete, valid and fresh it is, the first check is the
#   wrong decision.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   framework: [D3]
#   remedy: add a check with a threshold to spec.quality
package interlock.rules.data["no-quality"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "core"],
	"message": sprintf("core data entity %s has no quality check", [text.quoted(input.object.metadata.name)]),
	"label": "expected `quality` beside it",
} if {
	input.object.spec.core
	count(checks) == 0
}

report contains {
	"path": ["spec", "quality", check.name, "field"],
	"message": sprintf("there is no field %s to check", [text.quoted(check.field)]),
	"label": "expected a field of this entity",
} if {
	some check in checks
	not check.field in {field.name | some field in input.object.spec.fields}
}

report contains {
	"path": ["spec", "quality", check.name, "name"],
	"message": sprintf("nobody puts right what check %s finds", [text.quoted(check.name)]),
	"label": "expected an `owner`",
} if {
	some check in checks
	not check.owner
}

report contains {
	"path": ["spec", "quality", check.name, "name"],
	"message": sprintf("nobody says how often check %s is made", [text.quoted(check.name)]),
	"label": "expected an `every`",
} if {
	some check in checks
	not check.every
}

checks := object.get(input.object.spec, "quality", [])
