# METADATA
# title: Nothing goes out before the contract is approved
# description: |
#   Rights, exclusivity and claims about food are settled in the contract. A post that is out before brand and legal have
#   agreed cannot be taken back.
# custom:
#   severity: error
#   scope: object
#   kinds: [Partnership]
#   framework: [W5, B3]
#   remedy: have the contract approved first, or move the post
package interlock.rules.creator["paid-unapproved"]

import data.interlock.lib.creator
import data.interlock.lib.text

report contains {
	"path": ["spec", "posts", post.name, "date"],
	"message": sprintf("%s goes out before the contract is approved", [text.quoted(post.name)]),
	"label": "expected a day from `approved` on",
} if {
	creator.rewarded(input.object)
	some post in input.object.spec.posts
	post.date < object.get(input.object.spec, "approved", "9999-12-31")
}
