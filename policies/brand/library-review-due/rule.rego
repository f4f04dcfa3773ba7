# METADATA
# title: The next evaluation of a library is prepared
# description: |
#   Looking through a library takes the studio several days, and the markets have to say what they still use. The
#   organisation has said how long ahead it wants to be reminded.
# custom:
#   severity: warning
#   scope: object
#   kinds: [AssetLibrary]
#   reads: [Organization]
#   framework: [B4]
#   remedy: set the evaluation on the agenda, and write down the day when it is done
package interlock.rules.brand["library-review-due"]

import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "review", "last"],
	"message": sprintf("library %s is to be evaluated by %s", [text.quoted(input.object.metadata.name), review.due(last, interval)]),
	"label": sprintf("evaluated every %s", [interval]),
} if {
	last := input.object.spec.review.last
	interval := input.object.spec.review.every
	review.soon(last, interval, review.notice.libraries)
}
