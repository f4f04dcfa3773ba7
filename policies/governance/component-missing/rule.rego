# METADATA
# title: The work of each component of the operating model is assigned
# description: |
#   Accountability, infrastructure, enablement and planning belong together. Where nobody has written down who does what in one of
#   them, it is done by habit, and in another way in each region.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   reads: [Responsibility]
#   framework: [G2]
#   remedy: write a global Responsibility for the component, with its activities
package interlock.rules.governance["component-missing"]

import data.interlock.lib.keeping

report contains {
	"path": ["spec", "title"],
	"message": sprintf("nobody has assigned the activities of %s", [component]),
	"label": sprintf("expected a global Responsibility with `component: %s`", [component]),
} if {
	keeping.kept("Responsibility")
	some component in ["accountability", "infrastructure", "enablement", "planning"]
	not component in assigned
}

assigned := {responsibility.spec.component | some responsibility in data.interlock.effective.Responsibility.global}
