# METADATA
# title: Nothing new is connected to a legacy platform
# description: |
#   Each connection to a legacy platform makes it harder to leave. While a move is under way the old connection may
#   stand beside the one to the successor; without the second, the stack grows back into what it wants to leave.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Platform]
#   reads: [Platform]
#   framework: [T7]
#   remedy: connect the successor for the same entity, and end the connection to the legacy platform with it
package interlock.rules.technology["legacy-connection"]

import data.interlock.lib.platform
import data.interlock.lib.text

report contains {
	"path": ["spec", "integrations", link.name, "to"],
	"message": sprintf("connects %s to the legacy platform %s", [text.quoted(link.entity), text.quoted(link.to)]),
	"label": advice(regions[0], link.to),
	"related": [platform.lifecycle(regions[0], link.to, "legacy here")],
} if {
	input.object.spec.lifecycle.status in {"planned", "active"}
	some link in input.object.spec.integrations
	"legacy" in platform.seen(input.regions, link.to).statuses
	regions := platform.having(link.to, "legacy")
	not moving(regions[0], link)
}

# moving is true where the same entity is connected to the successor already, or this platform is the successor.
moving(region, link) if {
	some other in input.object.spec.integrations
	other.to == successor(region, link.to)
	other.entity == link.entity
}

moving(region, link) if successor(region, link.to) == input.object.metadata.name

successor(region, name) := data.interlock.effective.Platform[region][name].spec.lifecycle.successor

advice(region, name) := sprintf("expected its successor %s", [text.quoted(successor(region, name))])

advice(region, name) := "expected a platform that stays" if not successor(region, name)
