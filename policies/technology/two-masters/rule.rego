# METADATA
# title: Where data flows both ways, one end is right
# description: |
#   Two platforms that write each other's records need a rule for the day on which they differ: the system of record is
#   right. Where it is neither of the two, whoever wrote last wins, and nobody can say which value is true.
# custom:
#   severity: error
#   scope: object
#   kinds: [Integration]
#   reads: [DataEntity]
#   framework: [T5, D1]
#   remedy: let the data flow one way only, or connect each of the two with the system of record
package interlock.rules.technology["two-masters"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "direction"],
	"message": sprintf("%s and %s write each other's %s, and neither is its system of record", [
		text.quoted(input.object.spec.from), text.quoted(input.object.spec.to), text.quoted(input.object.spec.entity),
	]),
	"label": sprintf("the system of record is %s", [text.quoted(record)]),
	"related": [{
		"object": {"kind": "DataEntity", "name": input.object.spec.entity, "region": input.region},
		"path": ["spec", "systemOfRecord"],
		"message": "the system of record",
	}],
} if {
	input.object.spec.direction == "both-ways"
	record := data.interlock.effective.DataEntity[input.region][input.object.spec.entity].spec.systemOfRecord
	not record in {input.object.spec.from, input.object.spec.to}
}
