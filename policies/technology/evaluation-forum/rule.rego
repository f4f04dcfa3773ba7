# METADATA
# title: Platforms are decided on by the forum that may
# description: |
#   Whoever adopts a platform binds others: to its contract, its security and its connections. That is why the
#   organisation has said which forums decide, and a round that approves for itself does not.
# custom:
#   severity: error
#   scope: object
#   kinds: [Evaluation]
#   reads: [Organization]
#   when: home
#   framework: [T4]
#   remedy: bring the decision before one of these forums, or name the forum in evaluation.forums of the organisation
package interlock.rules.technology["evaluation-forum"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "by"],
	"message": sprintf("%s may not decide on platforms", [text.quoted(input.object.spec.by)]),
	"label": sprintf("expected one of %s", [text.list(forums)]),
} if {
	input.object.spec.decision == "approved"
	not input.object.spec.by in forums
}

forums := keeping.parameter("evaluation").forums
