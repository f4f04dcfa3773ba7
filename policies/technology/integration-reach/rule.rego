# METADATA
# title: Both ends of a connection or a hand-over serve its markets
# description: |
#   A connection to a platform that a market does not have moves nothing there. People believe that the data arrives,
#   and find out when somebody looks for a record that never came.
# custom:
#   severity: error
#   scope: object
#   kinds: [Integration, Handover]
#   reads: [Platform]
#   framework: [T5, W9]
#   remedy: let the platform serve the market, or leave the market out with metadata.appliesTo
package interlock.rules.technology["integration-reach"]

import data.interlock.lib.platform
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", end],
	"region": market,
	"message": sprintf("%s does not serve %s", [text.quoted(name), market]),
	"label": sprintf("expected a platform that %s has", [market]),
} if {
	some end, name in {"from": input.object.spec.from, "to": input.object.spec.to}
	not platform.seen(input.regions, name).everywhere
	platform.known(name)
	some market in tree.markets(input.regions)
	not platform.status(market, name)
}
