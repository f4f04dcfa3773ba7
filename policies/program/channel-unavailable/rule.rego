# METADATA
# title: Each channel is permitted where it is used
# description: |
#   Channels are chosen locally from what is permitted. What is not available in a market has no contract, no
#   consent or no audience there.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Channel]
#   framework: [P7]
#   remedy: choose another channel for these markets, or let the Channel be effective there
package interlock.rules.program["channel-unavailable"]

import data.interlock.lib.keeping
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "channels", i],
	"message": sprintf("channel %s is not available in %s", [text.quoted(channel), text.names(missing)]),
	"label": "expected a channel that is effective there",
} if {
	keeping.kept("Channel")
	some i, channel in input.object.spec.channels
	missing := without(input.regions, channel)
	count(missing) > 0
}

# without are the markets of some regions in which a channel is not effective.
without(regions, channel) := [market | some market in tree.markets(regions); not channels[market][key]] if {
	channels := data.interlock.effective.Channel
	key := replace(lower(channel), " ", "-")
}
