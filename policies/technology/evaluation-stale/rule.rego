# METADATA
# title: A platform is evaluated anew when its approval has aged
# description: |
#   An approval is about the product, the contract and the risks of its day. After some years none of them is what
#   was looked at, and the platform is kept out of habit.
# custom:
#   severity: error
#   scope: object
#   kinds: [Evaluation]
#   reads: [Evaluation, Organization, Platform]
#   when: home
#   framework: [T4]
#   remedy: evaluate the platform anew and write down the day, or plan its successor
package interlock.rules.technology["evaluation-stale"]

import data.interlock.lib.evaluation
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "decided"],
	"message": sprintf("the approval of %s held until %s", [
		text.quoted(input.object.spec.platform), review.due(input.object.spec.decided, evaluation.holds),
	]),
	"label": sprintf("holds for %s", [evaluation.holds]),
} if {
	evaluation.current
	review.overdue(input.object.spec.decided, evaluation.holds)
}
