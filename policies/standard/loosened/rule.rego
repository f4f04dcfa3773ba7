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
	"path": place,
	"message": sprintf("loosens %s: %s, where %s says %s", [
		text.quoted(written), found.own, stance.named(entry), found.above,
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
	some index, entries in input.above.fields
	field := fields[index]
	some entry in entries
	some found in array.concat(weaker_stance(field, entry), weaker_bounds(field, entry))
	place := placed(field, found.key)
	written := object.get(field, "path", "spec")
}

report contains {
	"path": ["spec", "existence"],
	"message": sprintf("loosens who may have a %s: %s, where %s says %s", [
		input.object.spec.for.kind, text.quoted(own), stance.named({"standard": standard}), text.quoted(standard.existence),
	]),
	"label": sprintf("expected %s or stricter", [text.quoted(standard.existence)]),
	"owner": object.get(standard, "owner", ""),
	"related": [{
		"object": stance.standard({"standard": standard}),
		"path": ["spec", "existence"],
		"message": "the standard from above",
	}],
} if {
	input.region == input.home
	own := input.object.spec.existence
	some standard in input.above.standards
	existence[own] < existence[standard.existence]
}

# How strict the answers are to who may have such objects.
existence := {"anywhere": 0, "evaluated": 1, "global": 2}

# fields are those of the standard by their position, as text; at -1 what holds otherwise.
fields[sprintf("%d", [i])] := object.union(field, {"at": i}) if some i, field in input.object.spec.fields

fields["-1"] := {"at": -1, "stance": input.object.spec.otherwise}

placed(field, key) := ["spec", "fields", field.at, key] if field.at >= 0

placed(field, _) := ["spec", "otherwise"] if field.at < 0

weaker_stance(field, entry) := [{"key": "stance", "own": text.quoted(field.stance), "above": text.quoted(entry.stance)} |
	stance.strictness[field.stance] < stance.strictness[entry.stance]
]

weaker_bounds(field, entry) := [{"key": by, "own": own, "above": above} |
	field.stance == "bounded"
	entry.stance == "bounded"
	some key, limit in entry.bounds
	some by in ["minimum", "maximum", "oneOf", "additive"]
	weaker(key, limit, by, field[by])
	own := sprintf("%s %s", [by, text.quoted(field[by])])
	above := sprintf("%s %s", [key, text.quoted(limit)])
]

# weaker is true of a bound of the standard's own (its name and value are the last two) that promises what one
# from above (the first two) forbids.
weaker("minimum", limit, "minimum", own) if quantity.below(own, limit)

weaker("maximum", limit, "maximum", own) if quantity.above(own, limit)

# Bounds that cannot be compared cannot be stricter either. What `base` comes to is only known for an object: that
# two such bounds are kept is seen there.
weaker(key, limit, key, own) if {
	key in {"minimum", "maximum"}
	not "base" in {own, limit}
	not quantity.comparable(own, limit)
}

# A range that begins behind the end of the one from above leaves nothing to choose.
weaker("maximum", limit, "minimum", own) if quantity.above(own, limit)

weaker("minimum", limit, "maximum", own) if quantity.below(own, limit)

weaker("oneOf", choices, "oneOf", own) if {
	some choice in own
	not choice in choices
}

# Choices of which one lies outside of the bounds from above.
weaker("maximum", limit, "oneOf", own) if {
	some choice in own
	quantity.above(choice, limit)
}

weaker("minimum", limit, "oneOf", own) if {
	some choice in own
	quantity.below(choice, limit)
}

weaker("additive", true, "additive", false)
