# METADATA
# title: A region says only what is different
# description: |
#   A localization that says what was so without it changes nothing today, and holds the region back tomorrow: when
#   the value above is improved, everybody moves on but the region that wrote the old one down.
# custom:
#   severity: info
#   scope: object
#   kinds: ["*"]
#   when: repeats
#   framework: [S2, S3]
#   remedy: take the line out; if it is there to stay as it is whatever happens above, keep it and say so in the reason
package interlock.rules.standard["repeats-base"]

import data.interlock.lib.text

report contains {
	"path": same.at,
	"message": sprintf("%s sets %s to %s, which it was without", [input.region, text.quoted(same.path), text.quoted(same.to)]),
	"label": "the same as above",
	"owner": same.localization.owner,
} if {
	some same in input.repeats
	not decided(same)

	# A localization without any effect is told of as a whole.
	some change in input.changes
	change.localization.name == same.localization.name
}

# decided is true of a value that the region must set: who sets it to what it was has decided.
decided(same) if {
	some entry in same.governed
	entry.stance == "mustLocalize"
}
