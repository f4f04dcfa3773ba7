# METADATA
# title: A standard of a region only tightens those from above
# description: |
#   A region in between may set standards for the regions below it, and they may ask for more than the standards from
#   above. One that asks for less promises its markets a freedom which they do not have.
# custom:
#   severity: error
#   scope: object
#   kinds: [Standard]
#   when: home
#   framework: [S4]
#   remedy: be as strict as the standard above or stricter, or leave the field out
package interlock.rules.standard.loosened

import data.interlock.lib.quantity
import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": ["spec", "fields", to_number(index), found.key],
	"message": sprintf("loosens %s: %s, where standard %s of %s says %s", [
		text.quoted(field.path), found.own, text.quoted(entry.standard.name), entry.standard.region, found.above,
	]),
	"label": sprintf("expected %s or stricter", [found.above]),
	"owner": stance.owner(entry),
	"related": [{
		"object": stance.standard(entry),
		"path": stance.place(entry),
		"message": "the standard from above",
	}],
} if {
	input.region == input.home
	some index, entries in input.above
	field := input.object.spec.fields[to_number(index)]
	some entry in entries
	some found in array.concat(weaker_stance(field, entry), weaker_bounds(field, entry))
}

weaker_stance(field, entry) := [{"key": "stance", "own": text.quoted(field.stance), "above": text.quoted(entry.stance)} |
	stance.strictness[field.stance] < stance.strictness[entry.stance]
]

weaker_bounds(field, entry) := [{"key": key, "own": own, "above": above} |
	field.stance == "bounded"
	entry.stance == "bounded"
	some key, limit in entry.bounds
	weaker(key, field[key], limit)
	own := sprintf("%s %s", [key, text.quoted(field[key])])
	above := sprintf("%s %s", [key, text.quoted(limit)])
]

weaker("minimum", own, limit) if quantity.below(own, limit)

weaker("maximum", own, limit) if quantity.above(own, limit)

# Bounds that cannot be compared cannot be stricter either.
weaker(key, own, limit) if {
	key in {"minimum", "maximum"}
	not quantity.comparable(own, limit)
}

weaker("oneOf", own, choices) if {
	some choice in own
	not choice in choices
}

weaker("additive", own, limit) if {
	limit == true
	own == false
}
