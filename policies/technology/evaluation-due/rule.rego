# METADATA
# title: A new evaluation is prepared before the approval ends
# description: |
#   An evaluation takes weeks: people who use the platform, security, purchasing. Whoever begins when the approval has
#   ended decides under pressure, and usually to go on.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Evaluation]
#   reads: [Evaluation, Organization, Platform]
#   when: home
#   framework: [T4]
#   remedy: put the platform on the agenda of the forum, and write down the new decision
package interlock.rules.technology["evaluation-due"]

import data.interlock.lib.evaluation
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "decided"],
	"message": sprintf("the approval of %s holds until %s only", [
		text.quoted(input.object.spec.platform), review.due(input.object.spec.decided, evaluation.holds),
	]),
	"label": sprintf("holds for %s", [evaluation.holds]),
} if {
	evaluation.current
	review.soon(input.object.spec.decided, evaluation.holds, review.notice.evaluations)
}
