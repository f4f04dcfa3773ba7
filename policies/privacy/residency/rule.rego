# METADATA
# title: Personal data stays where the law wants it
# description: |
#   Some regimes say where personal data may lie. A platform that stores it elsewhere cannot be used in those markets,
#   however well it works for the others.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [PrivacyRegime]
#   framework: [D5]
#   remedy: store the data in one of the zones, or leave these markets out with metadata.appliesTo
package interlock.rules.privacy.residency

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "security", "dataResidency"],
	"region": market,
	"message": sprintf("%s keeps personal data of %s in %s, found %s", [
		text.quoted(name), market, text.list(zones), text.list(stored),
	]),
	"label": sprintf("expected one of %s", [text.list(zones)]),
	"related": [{
		"object": {"kind": "PrivacyRegime", "name": name, "region": market},
		"path": ["spec", "residency"],
		"message": "where the data may stay",
	}],
} if {
	input.object.spec.personalData == true
	input.object.spec.lifecycle.status != "retired"
	count(stored) > 0
	some market in tree.markets(input.regions)
	some name in tree.inherited(market, "privacy")
	zones := data.interlock.effective.PrivacyRegime[market][name].spec.residency
	count({zone | some zone in zones; zone in stored}) == 0
}

stored := object.get(input.object.spec, ["security", "dataResidency"], [])
