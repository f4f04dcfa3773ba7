# METADATA
# title: Each channel in use is credited
# description: |
#   A channel that no metric credits looks as if it brought nothing, and loses its budget; or it keeps it for ever,
#   because nobody can tell.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Channel, Metric, Program]
#   framework: [M4]
#   remedy: add the channel to spec.attribution of a metric
package interlock.rules.metric["channel-unattributed"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"object": {"kind": "Channel", "name": name, "region": region},
	"path": ["spec", "title"],
	"message": sprintf("channel %s is in use, and no metric credits it", [text.quoted(name)]),
	"label": sprintf("used by %s", [text.list(sort(in_use[name]))]),
} if {
	some region, channels in data.interlock.objects.Channel
	some name, _ in channels
	in_use[name]
	not credit[name]
}

# in_use and credit are worked out once: asked for by key, they would be worked out for each channel.
in_use := used

credit := credited

used[replace(lower(channel), " ", "-")] contains name if {
	keeping.kept("Channel")
	some programs in data.interlock.effective.Program # as regions have them: channels are chosen locally
	some name, program in programs
	not program.spec.status == "cancelled"
	some channel in program.spec.channels
}

credited[entry.channel] := true if {
	some metrics in data.interlock.objects.Metric
	some metric in metrics
	some entry in metric.spec.attribution
}
