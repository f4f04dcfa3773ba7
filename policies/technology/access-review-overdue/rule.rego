# METADATA
# title: Who has access is reviewed when it is due
# description: |
#   People change teams and agencies; their access stays until somebody looks. The interval was agreed on, the day of
#   the last review is written down, and the next one follows from both.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   framework: [T6, T8]
#   remedy: review who has access, and write the day into spec.security.accessReviewed
package interlock.rules.technology["access-review-overdue"]

import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "security", "accessReviewed"],
	"message": sprintf("access to %s should have been reviewed by %s", [text.quoted(input.object.metadata.name), review.due(last, interval)]),
	"label": sprintf("reviewed every %s", [interval]),
} if {
	last := input.object.spec.security.accessReviewed
	interval := input.object.spec.security.accessReview
	input.object.spec.lifecycle.status in {"active", "legacy"}
	review.overdue(last, interval)
}
