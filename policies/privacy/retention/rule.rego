# METADATA
# title: Personal data is kept no longer than the law of each market allows
# description: |
#   Data that nobody deletes is the first thing an authority asks for, and the first that is lost. Each data entity
#   with personal data says how long it is kept, and the shortest time of the regimes in a market holds there.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   reads: [PrivacyRegime]
#   framework: [D5]
#   remedy: keep it for a shorter time, in these markets at least, and write it down in spec.privacy.retention
package interlock.rules.privacy.retention

import data.interlock.lib.entity
import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "privacy", "retention"],
	"region": market,
	"message": sprintf("%s is kept for %s, longer than %s allows in %s", [
		text.quoted(input.object.spec.title), text.quoted(kept), text.quoted(regime.name), market,
	]),
	"label": sprintf("expected at most %s", [regime.limit]),
	"related": [{
		"object": {"kind": "PrivacyRegime", "name": regime.name, "region": market},
		"path": ["spec", "retention"],
		"message": "the longest time",
	}],
} if {
	entity.personal
	kept := input.object.spec.privacy.retention
	some market, regime in entity.shortest("retention")
	quantity.above(kept, regime.limit)
}

# A time that nobody has written down is the fault of the entity, not of a market.
report contains {
	"path": ["spec", "title"],
	"message": sprintf("nobody says how long personal data of %s is kept", [text.quoted(input.object.spec.title)]),
	"label": "expected `privacy.retention` beside the title",
} if {
	entity.personal
	not input.object.spec.privacy.retention
	count(entity.shortest("retention")) > 0
}
