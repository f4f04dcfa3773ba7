# METADATA
# title: Where people must agree first, it is known whether they did
# description: |
#   Under an opt-in regime nobody may be written to who has not agreed. A record that says neither on what grounds it is
#   kept nor whether the person agreed is one that may not be used, and will be.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   reads: [PrivacyRegime]
#   framework: [D5, D6]
#   remedy: "say on what grounds it is kept in spec.privacy.basis; for consent, add a field with purpose: consent, or name the entity that holds it in consentRecord"
package interlock.rules.privacy.consent

import data.interlock.lib.entity
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "title"],
	"message": sprintf("nobody says on what grounds personal data of %s is kept", [text.quoted(input.object.spec.title)]),
	"label": "expected `privacy.basis` beside the title",
} if {
	entity.personal
	not input.object.spec.privacy.basis
	not recorded
	opt_in
}

report contains {
	"path": ["spec", "privacy", "basis"],
	"message": sprintf("%s rests on consent, and does not hold it", [text.quoted(input.object.spec.title)]),
	"label": "expected a field with `purpose: consent`, or `consentRecord`",
} if {
	input.object.spec.privacy.basis == "consent"
	entity.personal
	not recorded
	opt_in
}

recorded if "consent" in {purpose | purpose := input.object.spec.fields[_].purpose}

recorded if input.object.spec.privacy.consentRecord

# opt_in is true where the law of a market wants people to agree first.
opt_in if {
	some market in tree.markets(input.regions)
	some name in tree.inherited(market, "privacy")
	data.interlock.effective.PrivacyRegime[market][name].spec.consent == "opt-in"
}
