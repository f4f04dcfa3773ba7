# METADATA
# title: Nothing new is connected to a legacy platform
# description: |
#   Each connection to a legacy platform makes it harder to leave. While a move is under way the old connection may
#   stand beside the one to the successor; without the second, the stack grows back into what it wants to leave.
# custom:
#   severity: warning
#   scope: object
#   kinds: [Integration]
#   reads: [Platform, Integration]
#   framework: [T7, T5]
#   remedy: connect the successor for the same entity, and end the connection to the legacy platform with it
package interlock.rules.technology["legacy-connection"]

import data.interlock.lib.platform
import data.interlock.lib.text

report contains {
	"path": ["spec", end],
	"message": sprintf("connects %s to the legacy platform %s", [text.quoted(input.object.spec.entity), text.quoted(name)]),
	"label": advice(region, name),
	"related": [platform.lifecycle(region, name, "legacy here")],
} if {
	some end, name in ends
	"legacy" in platform.seen(input.regions, name).statuses
	region := platform.having(name, "legacy")[0]
	partner := ends[partners[end]]
	platform.status(region, partner) in {"planned", "active"}
	not moving(region, name, partner)
}

ends := {"from": input.object.spec.from, "to": input.object.spec.to}

partners := {"from": "to", "to": "from"}

# moving is true where the partner is the successor, or is connected to it for the same entity already.
moving(region, name, partner) if successor(region, name) == partner

moving(region, name, partner) if {
	some other in data.interlock.effective.Integration[region]
	other.spec.entity == input.object.spec.entity
	{other.spec.from, other.spec.to} == {successor(region, name), partner}
}

successor(region, name) := data.interlock.effective.Platform[region][name].spec.lifecycle.successor

advice(region, name) := sprintf("expected its successor %s", [text.quoted(successor(region, name))])

advice(region, name) := "expected a platform that stays" if not successor(region, name)
