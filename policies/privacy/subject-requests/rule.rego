# METADATA
# title: People are answered within the time of their law
# description: |
#   People who ask what is known about them, or want it deleted, have a right to an answer within days. The time is agreed on
#   for each data entity with personal data, because it is its owner who has to look.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   reads: [PrivacyRegime]
#   framework: [D5]
#   remedy: promise an answer within the time of the regime in spec.privacy.subjectRequests
package interlock.rules.privacy["subject-requests"]

import data.interlock.lib.entity
import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "privacy", "subjectRequests"],
	"region": market,
	"message": sprintf("who asks about %s is answered within %s, later than %s wants in %s", [
		text.quoted(input.object.spec.title), text.quoted(promised), text.quoted(regime.name), market,
	]),
	"label": sprintf("expected at most %s", [regime.limit]),
	"related": [{
		"object": {"kind": "PrivacyRegime", "name": regime.name, "region": market},
		"path": ["spec", "subjectRequests"],
		"message": "the time within which people are answered",
	}],
} if {
	entity.personal
	promised := input.object.spec.privacy.subjectRequests
	some market, regime in entity.shortest("subjectRequests")
	quantity.above(promised, regime.limit)
}

report contains {
	"path": ["spec", "title"],
	"message": sprintf("nobody says how soon people are answered who ask about %s", [text.quoted(input.object.spec.title)]),
	"label": "expected `privacy.subjectRequests` beside the title",
} if {
	entity.personal
	not input.object.spec.privacy.subjectRequests
	count(entity.shortest("subjectRequests")) > 0
}
