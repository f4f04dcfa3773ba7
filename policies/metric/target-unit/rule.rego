# METADATA
# title: A target is stated in the unit of its metric
# description: |
#   A metric that counts leads never reaches 15 per cent, and one in euros never a sum in dollars. A target in another unit is
#   compared by rule of thumb, differently by everyone.
# custom:
#   severity: error
#   scope: object
#   kinds: [Objective, Program]
#   reads: [Metric, Organization]
#   framework: [M1, M2, P2]
#   remedy: state the target in the metric's unit, or measure by another metric; a unit in another language is named in units of the organisation
package interlock.rules.metric["target-unit"]

import data.interlock.lib.keeping
import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "metrics", measured.name, "target"],
	"message": sprintf("the target of metric %s is %s", [text.quoted(measured.name), words]),
	"label": sprintf("the metric is in %s", [unit]),
} if {
	some measured in input.object.spec.metrics
	is_string(measured.target)
	unit := data.interlock.effective.Metric[input.region][measured.name].spec.unit
	words := mismatch(measured.target, lower(trim_space(unit)))
}

mismatch(target, unit) := "a share" if {
	quantity.percentage(target)
	not names_any(unit, known("share"))
}

mismatch(target, unit) := sprintf("an amount in %s", [price.currency]) if {
	price := quantity.money(target)
	not contains(unit, lower(price.currency))
	not names_any(unit, known("money"))
}

# known are the words for a unit: those that the schema of Organization tells, and those that the organisation adds.
known(of) := common[of] | {lower(word) | some word in object.get(keeping.parameter("units"), of, [])}

known(of) := common[of] if not keeping.parameter("units")

common := {
	"share": {"percent", "%", "share", "point", "rate", "ratio", "fraction", "proportion"},
	"money": {"€", "$", "£", "¥", "dollar", "pound", "yen", "franc", "krona", "currency", "money"},
}

# names_any is true of a unit, which people write as they like, that has one of some words in it.
names_any(unit, words) if {
	some word in words
	contains(unit, word)
}
