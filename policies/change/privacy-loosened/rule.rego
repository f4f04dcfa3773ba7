# METADATA
# title: A privacy requirement is not loosened by the way
# description: |
#   What a regime demands is the law as counsel reads it. When it demands less, data is kept longer, moved further or
#   used without consent from that day on, in every region where it holds.
# custom:
#   severity: error
#   scope: change
#   kinds: [PrivacyRegime, Region]
#   reads: [PrivacyRegime]
#   framework: [S8, D5]
#   remedy: take the change back, or have its owner agree in a waiver, with the change of the law as reason
package interlock.rules.change["privacy-loosened"]

import data.interlock.lib.change
import data.interlock.lib.quantity
import data.interlock.lib.text

consent := {"opt-in": 2, "opt-out": 1, "notice": 0}

amended if {
	input.kind == "PrivacyRegime"
	input.action in {"changed", "renamed"}
}

finding(field, message, label) := {
	"path": ["spec", field],
	"message": message,
	"label": label,
	"related": [change.base(["spec", field], "before")],
}

report contains finding(
	"consent",
	sprintf("%s asks less of consent than before", [text.quoted(input.name)]),
	sprintf("%s before", [text.quoted(input.before.spec.consent)]),
) if {
	amended
	consent[input.after.spec.consent] < consent[input.before.spec.consent]
}

report contains finding(
	field,
	sprintf("%s allows a longer %s than before", [text.quoted(input.name), words]),
	sprintf("%s before", [text.quoted(input.before.spec[field])]),
) if {
	amended
	some field, words in {"retention": "retention", "subjectRequests": "time to answer people"}
	quantity.above(input.after.spec[field], input.before.spec[field])
}

report contains finding(
	field,
	sprintf("%s no longer says its %s", [text.quoted(input.name), words]),
	sprintf("%s before", [text.quoted(input.before.spec[field])]),
) if {
	amended
	some field, words in {"retention": "longest retention", "subjectRequests": "time to answer people", "residency": "zones of residency"}
	input.before.spec[field]
	not input.after.spec[field]
}

report contains finding(
	"residency",
	sprintf("%s lets personal data be kept in %s, where it could not before", [text.quoted(input.name), text.list(zones)]),
	sprintf("%s before", [text.quoted(input.before.spec.residency)]),
) if {
	amended
	zones := [zone | some zone in input.after.spec.residency; not zone in input.before.spec.residency]
	count(zones) > 0
}

report contains finding(
	"privacy",
	sprintf("%s no longer keeps %s", [text.quoted(input.name), text.quoted(regime)]),
	sprintf("%s before", [text.quoted(input.before.spec.privacy)]),
) if {
	input.kind == "Region"
	input.action in {"changed", "renamed"}
	some regime in input.before.spec.privacy
	not regime in object.get(input.after.spec, "privacy", [])
	not successor(regime)
}

# successor is true of a regime that was renamed, and that the region keeps by its new name.
successor(regime) if {
	some name in input.after.spec.privacy
	some region
	data.interlock.objects.PrivacyRegime[region][name].metadata.previously == regime
}
