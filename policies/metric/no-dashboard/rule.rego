# METADATA
# title: The enterprise and each market have a dashboard
# description: |
#   Nobody can steer by numbers that they cannot see. One dashboard for regions serves all markets in which it is
#   effective.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization, Region]
#   reads: [Dashboard]
#   framework: [M3]
#   remedy: let a Dashboard be effective there that shows the region, and one at global that shows the enterprise
package interlock.rules.metric["no-dashboard"]

import data.interlock.lib.keeping
import data.interlock.lib.tree

report contains {
	"path": ["spec", "title"],
	"message": sprintf("%s has no dashboard", [name]),
	"label": "expected a dashboard that shows the region",
} if {
	input.object.kind == "Region"
	name := input.object.metadata.name
	tree.market(name)
	not shown(name, "region")
	keeping.kept("Dashboard")
}

report contains {
	"path": ["spec", "title"],
	"message": "no dashboard shows the enterprise",
	"label": "expected one at global",
} if {
	input.object.kind == "Organization"
	not shown("global", "enterprise")
	keeping.kept("Dashboard")
}

shown(region, wanted) if {
	some dashboard in data.interlock.effective.Dashboard[region]
	dashboard.spec.shows == wanted
}
