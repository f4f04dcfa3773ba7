# METADATA
# title: No role reaches data above its clearance
# description: |
#   A role is cleared up to a class of data. What it is granted beyond that class is seen by people who should not
#   see it.
# custom:
#   severity: error
#   scope: object
#   kinds: [AccessRole]
#   reads: [DataEntity]
#   framework: [T8, D4]
#   remedy: limit the grant to fields of the class, or raise the clearance with those who answer for the data
package interlock.rules.data["access-above-clearance"]

import data.interlock.lib.entity
import data.interlock.lib.text

report contains {
	"path": ["spec", "grants", grant.entity, "entity"],
	"message": sprintf("role %s reaches %s data of %s", [text.quoted(input.object.metadata.name), field.classification, text.quoted(grant.entity)]),
	"label": sprintf("cleared up to %s", [input.object.spec.clearance]),
	"related": [{
		"object": {"kind": "DataEntity", "name": grant.entity, "region": input.region},
		"path": ["spec", "fields", field.name, "classification"],
		"message": sprintf("field %s", [field.name]),
	}],
} if {
	some grant in input.object.spec.grants
	some field in data.interlock.effective.DataEntity[input.region][grant.entity].spec.fields
	field.name in object.get(grant, "fields", [field.name])
	entity.rank[field.classification] > entity.rank[input.object.spec.clearance]
}
