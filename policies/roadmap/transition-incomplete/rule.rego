# METADATA
# title: A transition says from where, why, where to and how
# description: |
#   A change that does not say what hurts today convinces nobody, one without a future state never ends, and one without phases
#   never begins. An idea may still lack them; what is planned or runs may not.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   framework: [E1]
#   remedy: write down the current state, the pain points, the future state and the phases
package interlock.rules.roadmap["transition-incomplete"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "type"],
	"message": sprintf("transition %s has no %s", [text.quoted(input.object.metadata.name), concat(", no ", missing)]),
	"label": sprintf("expected %s beside it", [text.list(missing)]),
} if {
	input.object.spec.type == "transition"
	input.object.spec.status.state in {"planned", "running"}
	count(missing) > 0
}

missing := [field |
	some field in ["current", "painPoints", "future", "phases"]
	count(object.get(input.object.spec, field, "")) == 0
]
