# METADATA
# title: Evaluations
# description: |
#   Whether the evaluation at hand is what a platform in use rests on, and how long it holds. A rule that asks names
#   Evaluation, Organization and Platform in `reads`.
package interlock.lib.evaluation

import data.interlock.lib.keeping
import data.interlock.lib.platform

# holds is how long an approval holds in this organisation.
holds := keeping.parameter("evaluation").validFor

# current is true of the last approval of a platform that is in use.
current if {
	input.object.spec.decision == "approved"
	platform.status(input.home, input.object.spec.platform) == "active"
	not replaced
}

replaced if {
	some other in data.interlock.effective.Evaluation[input.home]
	other.spec.platform == input.object.spec.platform
	other.spec.decision == "approved"
	other.spec.decided > input.object.spec.decided # dates compare as texts
}
