# METADATA
# title: Each component of the operating model is apportioned
# description: |
#   Accountability, infrastructure, enablement and planning belong together: a component of which nobody has written down who does
#   what is done by habit, in another way in each region.
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
	"message": sprintf("nobody has apportioned the activities of %s", [component]),
	"label": sprintf("expected a global Responsibility with `component: %s`", [component]),
} if {
	keeping.kept("Responsibility")
	some component in ["accountability", "infrastructure", "enablement", "planning"]
	not component in apportioned
}

apportioned := {responsibility.spec.component | some responsibility in data.interlock.effective.Responsibility.global}
