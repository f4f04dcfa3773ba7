# METADATA
# title: Whoever is rewarded says so
# description: |
#   A post that hides that it is paid for breaks the law in every market we sell in, and costs more trust than it wins.
#   Products count as payment.
# custom:
#   severity: error
#   scope: object
#   kinds: [Partnership]
#   framework: [B2, B3]
#   remedy: agree on the words with the creator, and write them as the disclosure
package interlock.rules.creator.disclosure

import data.interlock.lib.creator

report contains {
	"path": ["spec", "compensation"],
	"message": sprintf("posts of `%s` are rewarded, and do not say so", [input.object.spec.creator]),
	"label": "expected a `disclosure`",
} if {
	creator.rewarded(input.object)
	not input.object.spec.disclosure
}
