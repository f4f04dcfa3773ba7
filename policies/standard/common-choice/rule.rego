# METADATA
# title: What most markets have chosen becomes the base
# description: |
#   When most markets replace the same value by the same other one, they have found the better standard. Made the base,
#   it holds for the next market too, and their localizations can go. From which share of the markets on this is worth
#   a word is for the organisation to say, in advice.commonChoice (more than half, and at least 3, if it does not).
# custom:
#   severity: info
#   scope: object
#   kinds: ["*"]
#   when: choices
#   reads: [Organization]
#   framework: [S2, S3]
#   remedy: ask the owner to make it the value of the base, and the regions to take their localizations back
package interlock.rules.standard["common-choice"]

import data.interlock.lib.advice
import data.interlock.lib.text

report contains {
	"path": choice.at,
	"message": sprintf("%d of %d markets have %s in the place of what the base says of %s", [
		count(choice.markets), choice.of, text.quoted(choice.value), text.quoted(choice.path),
	]),
	"label": sprintf("chosen by %s", [text.names(choice.chosen)]),
	"related": [{
		"object": {"kind": input.object.kind, "name": input.object.metadata.name, "region": choice.chosen[0]},
		"path": choice.at,
		"message": sprintf("what %s has chosen", [choice.chosen[0]]),
	}],
} if {
	some choice in input.choices
	count(choice.markets) >= advice.common.markets
	100 * count(choice.markets) > advice.common.share * choice.of
	not placeholder(choice)
}

# placeholder is true of a base that nobody is to keep: there every market decides for itself.
placeholder(choice) if {
	some entry in choice.governed
	entry.stance == "mustLocalize"
}
