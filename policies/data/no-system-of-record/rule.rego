# METADATA
# title: Each data entity has one system of record
# description: |
#   When two platforms disagree about a person, somebody has to know which of them is right. Without a system of
#   record it is whichever wrote last.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   reads: [Platform]
#   framework: [D1]
#   remedy: name the platform whose value holds in spec.systemOfRecord
package interlock.rules.data["no-system-of-record"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("data entity %s has no system of record", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `systemOfRecord` beside the title",
} if {
	not input.object.spec.systemOfRecord
}

report contains {
	"path": ["spec", "systemOfRecord"],
	"message": sprintf("system of record %s is %s", [text.quoted(name), status]),
	"label": "expected a platform that is in use",
} if {
	name := input.object.spec.systemOfRecord
	status := data.interlock.effective.Platform[input.region][name].spec.lifecycle.status
	status in {"planned", "retired"}
}
