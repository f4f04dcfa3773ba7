# METADATA
# title: Two metrics never share a title
# description: |
#   People speak of a metric by its title. Where two carry the same one, each report shows whichever its author found
#   first, and two correct figures contradict each other.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Metric]
#   framework: [M1]
#   remedy: give one of them another title, or keep one of the two
package interlock.rules.metric["duplicate-title"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": named(entry),
	"path": ["spec", "title"],
	"message": sprintf("%s is also the title of metric %s of %s", [text.quoted(entry.title), text.quoted(first.name), first.region]),
	"label": "expected a title of its own",
	"related": [{"object": named(first), "path": ["spec", "title"], "message": "the other metric"}],
} if {
	some i, entry in entries
	i > 0
	entries[i - 1].folded == entry.folded
	first := firsts[entry.folded]

	# A region that takes the title of a metric from above is found by metric/redefined.
	not tree.above(first.region, entry.region)
}

# entries are the metrics in the order of their titles, and of one title those from furthest above first.
entries := [{"folded": entry[0], "region": entry[2], "name": entry[3], "title": entry[4]} |
	some entry in sort([[text.folded(metric.spec.title), count(tree.path(region)), region, name, metric.spec.title] |
		some region, metrics in data.interlock.objects.Metric
		some name, metric in metrics
	])
]

firsts := {entry.folded: entry |
	some i, entry in entries
	new(i)
}

new(0)

new(i) if entries[i - 1].folded != entries[i].folded

named(entry) := {"kind": "Metric", "name": entry.name, "region": entry.region}
