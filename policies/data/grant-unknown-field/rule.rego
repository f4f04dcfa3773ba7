# METADATA
# title: A grant names fields that exist
# description: |
#   A role that is limited to fields is read by whoever sets it up in the platform. A field that was renamed leaves the
#   limit without effect, or the people without what they need.
# custom:
#   severity: error
#   scope: object
#   kinds: [AccessRole]
#   reads: [DataEntity]
#   framework: [T8, D4]
#   remedy: name a field of the data entity, or take the field out
package interlock.rules.data["grant-unknown-field"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "grants", grant.entity, "fields", i],
	"message": sprintf("%s has no field %s", [text.quoted(grant.entity), text.quoted(field)]),
	"label": sprintf("expected one of %s", [text.list(known)]),
} if {
	some grant in input.object.spec.grants
	some i, field in grant.fields
	known := [name | name := data.interlock.effective.DataEntity[input.region][grant.entity].spec.fields[_].name]
	count(known) > 0
	not field in known
}
