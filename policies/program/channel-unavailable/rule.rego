# METADATA
# title: Each channel is permitted where it is used
# description: |
#   Channels are chosen locally from what is permitted. What is not available in a market has no contract, no
#   consent or no audience there. Each market has a finding of its own, so that a waiver of one excuses no
#   other.
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
	"region": market,
	"message": sprintf("channel %s is not available in %s", [text.quoted(channel), market]),
	"label": "expected a channel that is effective there",
} if {
	keeping.kept("Channel")
	some i, channel in input.object.spec.channels
	some market in without(input.regions, channel)
}

# without are the markets of some regions in which a channel is not effective.
without(regions, channel) := [market | some market in tree.markets(regions); not channels[market][key]] if {
	channels := data.interlock.effective.Channel
	key := replace(lower(channel), " ", "-")
}
