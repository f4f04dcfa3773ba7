# METADATA
# title: The words of a definition are changed with care
# description: |
#   The definition of a metric is what two people read to count the same. Other words may be clearer, or may mean
#   something else; only those who report the figure can tell.
# custom:
#   severity: warning
#   scope: change
#   kinds: [Metric]
#   framework: [S8, M1]
#   remedy: have those who report the metric confirm that it counts the same; if it does not, define it under a new name
package interlock.rules.change["metric-reworded"]

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": ["spec", "definition"],
	"message": sprintf("the definition of metric %s has other words", [text.quoted(input.name)]),
	"label": sprintf("%s before", [text.quoted(input.before.spec.definition)]),
	"related": [change.base(["spec", "definition"], "before")],
} if {
	input.action == "changed"
	plain(input.before.spec.definition) != plain(input.after.spec.definition)
}

# plain is a text without what does not change its meaning: case, punctuation, line ends.
plain(definition) := concat(" ", regex.find_n(`[\pL\pN]+`, lower(definition), -1))
