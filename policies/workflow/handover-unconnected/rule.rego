# METADATA
# title: What is handed over gets there
# description: |
#   A hand-over is a promise between people; a connection between their platforms carries it. Without one, leads are
#   exported on Fridays, and the service level is over before the other side has seen them.
# custom:
#   severity: error
#   scope: object
#   kinds: [Handover]
#   reads: [Integration, Platform]
#   framework: [W9, T5]
#   remedy: declare the Integration that carries the data entity, or leave the market out with metadata.appliesTo
package interlock.rules.workflow["handover-unconnected"]

import data.interlock.lib.keeping
import data.interlock.lib.platform
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "entity"],
	"region": market,
	"message": sprintf("nothing carries %s from %s to %s in %s", [
		text.quoted(input.object.spec.entity), text.quoted(input.object.spec.from), text.quoted(input.object.spec.to), market,
	]),
	"label": "expected an integration for it",
} if {
	keeping.kept("Integration")
	input.object.spec.entity
	input.object.spec.from != input.object.spec.to
	some market in tree.markets(input.regions)
	platform.status(market, input.object.spec.from)
	platform.status(market, input.object.spec.to)
	not carried(market)
}

carried(market) if {
	some integration in data.interlock.effective.Integration[market]
	integration.spec.entity == input.object.spec.entity
	{integration.spec.from, integration.spec.to} == {input.object.spec.from, input.object.spec.to}
	goes(integration.spec)
}

goes(spec) if spec.from == input.object.spec.from

goes(spec) if spec.direction == "both-ways"
