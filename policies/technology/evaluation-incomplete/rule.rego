# METADATA
# title: A decision on a platform says what it rests on
# description: |
#   An approval is relied on for years: by those who buy, by those who connect, by the auditor. Without its day, the
#   forum, and what was found out about security, integration and cost, nobody can say whether it still holds.
# custom:
#   severity: error
#   scope: object
#   kinds: [Evaluation]
#   reads: [Organization, Platform]
#   when: home
#   framework: [T4]
#   remedy: write down what is missing, or set the decision back to pending until it is known
package interlock.rules.technology["evaluation-incomplete"]

import data.interlock.lib.keeping
import data.interlock.lib.platform
import data.interlock.lib.text

report contains {
	"path": ["spec", "decision"],
	"message": sprintf("%s was approved without %s", [text.quoted(input.object.spec.platform), text.list(missing)]),
	"label": sprintf("expected %s beside the decision", [text.list(missing)]),
} if {
	input.object.spec.decision == "approved"
	count(missing) > 0
	not retired
}

retired if platform.status(input.home, input.object.spec.platform) == "retired"

missing := [field | some field in needed; not input.object.spec[field]]

needed := array.concat(["decided", "by"], covered)

covered := parts if {
	parts := keeping.parameter("evaluation").covers
} else := []
