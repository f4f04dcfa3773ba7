# METADATA
# title: The status keeps up with the dates
# description: |
#   A program that is called planned after its launch, or running after its last day, was moved, was started or is over, and
#   nobody said so. Everything that is planned around it is planned around the wrong day.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P5]
#   remedy: bring the status up to date, or move the date
package interlock.rules.program["status-overtaken"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "status"],
	"message": sprintf("program %s is called %s, and its launch on %s is past", [text.quoted(input.object.metadata.name), status, launch]),
	"label": "expected running, another launch, or cancelled",
} if {
	status in {"proposed", "planned"}
	launch := input.object.spec.launch
	launch < data.interlock.run.date # dates compare as texts
}

report contains {
	"path": ["spec", "status"],
	"message": sprintf("program %s is called running, and ended on %s", [text.quoted(input.object.metadata.name), ends]),
	"label": "expected done, or a later end",
} if {
	status == "running"
	ends := input.object.spec.ends
	ends < data.interlock.run.date # dates compare as texts
}

status := input.object.spec.status
