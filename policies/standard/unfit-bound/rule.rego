# METADATA
# title: The bounds of a standard can be kept
# description: |
#   A bound in another unit than the field, a least value above the greatest, or a choice that the field does not know
#   cannot be kept by any region. It looks like an agreement, and the first region that tries finds out that it is none.
# custom:
#   severity: error
#   scope: object
#   kinds: [Standard]
#   when: home
#   framework: [S3]
#   remedy: write the bound in the unit of the field, and so that some value lies within
package interlock.rules.standard["unfit-bound"]

import data.interlock.lib.quantity
import data.interlock.lib.stance
import data.interlock.lib.text

# What does not fit the field.
report contains {
	"path": ["spec", "fields", i, name],
	"message": sprintf("the %s of %s cannot be compared with its values: expected %s, found %s", [
		name, text.quoted(field.path), expected, quantity.dimension(field[name]),
	]),
	"label": sprintf("expected %s", [expected]),
} if {
	some [i, name, field] in limits
	described := input.described[sprintf("%d", [i])]
	expected := unit(described)
	not fits(expected, field[name])
}

report contains {
	"path": ["spec", "fields", i, name],
	"message": sprintf("%s has no %s: it is %s", [text.quoted(field.path), name, what]),
	"label": "a bound of single values",
} if {
	some [i, name, field] in limits
	what := unbounded(input.described[sprintf("%d", [i])])
}

report contains {
	"path": ["spec", "fields", i, "pattern"],
	"message": sprintf("%s has no pattern: it is %s", [text.quoted(field.path), text.names([object.get(words, kind, kind) | some kind in described.types])]),
	"label": "a bound of texts",
} if {
	some i
	field := input.object.spec.fields[i]
	field.pattern
	described := input.described[sprintf("%d", [i])]
	count(described.types) > 0
	not "string" in described.types
}

report contains {
	"path": ["spec", "fields", i, "additive"],
	"message": sprintf("nothing can be added to %s: it is a single value", [text.quoted(field.path)]),
	"label": "a bound of lists and mappings",
} if {
	some i
	field := input.object.spec.fields[i]
	field.additive == true
	described := input.described[sprintf("%d", [i])]
	not described.list
	count(described.types) > 0
	not "object" in described.types
}

report contains {
	"path": ["spec", "fields", i, "oneOf"],
	"message": sprintf("%s can never be %s", [text.quoted(field.path), text.quoted(choice)]),
	"label": sprintf("expected some of %s", [text.list(sort(enum))]),
} if {
	some i
	field := input.object.spec.fields[i]
	enum := input.described[sprintf("%d", [i])].enum
	some choice in field.oneOf
	not choice in enum
}

# Bounds that count from the day of the run.
report contains {
	"path": ["spec", "fields", i, name],
	"message": sprintf("the %s of %s is no day: %s", [name, text.quoted(field.path), text.quoted(field[name])]),
	"label": "expected `today`, or as in `today+6mo` and `today-2w`",
} if {
	some i
	field := input.object.spec.fields[i]
	some name in ["minimum", "maximum"]
	stance.dated(field[name])
	not stance.day(field[name])
}

report contains {
	"path": ["spec", "fields", i, name],
	"message": sprintf("the %s of %s cannot be compared with its values: expected %s, found a day", [
		name, text.quoted(field.path), expected,
	]),
	"label": sprintf("expected %s", [expected]),
} if {
	some i
	field := input.object.spec.fields[i]
	some name in ["minimum", "maximum"]
	stance.day(field[name])
	expected := unit(input.described[sprintf("%d", [i])])
	expected != "date"
}

# What leaves nothing to choose.
report contains {
	"path": ["spec", "fields", i, "minimum"],
	"message": sprintf("no value of %s is within its bounds: the minimum %s is above the maximum %s", [
		text.quoted(field.path), text.quoted(field.minimum), text.quoted(field.maximum),
	]),
	"label": sprintf("expected at most %s", [text.quoted(field.maximum)]),
} if {
	some i
	field := input.object.spec.fields[i]
	quantity.above(stance.fixed(field.minimum), stance.fixed(field.maximum))
}

report contains {
	"path": ["spec", "fields", i, "minimum"],
	"message": sprintf("the minimum of %s cannot be compared with its maximum: %s and %s", [
		text.quoted(field.path), quantity.dimension(field.minimum), quantity.dimension(field.maximum),
	]),
	"label": sprintf("the maximum is %s", [text.quoted(field.maximum)]),
} if {
	some i
	field := input.object.spec.fields[i]
	low := stance.fixed(field.minimum)
	high := stance.fixed(field.maximum)
	quantity.dimension(low) != quantity.dimension(high)
}

words := {"integer": "a whole number", "number": "a number", "boolean": "true or false", "object": "a mapping", "array": "a list"}

# limits has each minimum and maximum that is more than a reference to another value.
limits contains [i, name, field] if {
	some i
	field := input.object.spec.fields[i]
	some name in ["minimum", "maximum"]
	stance.fixed(field[name])
}

# unit is what values of a field are amounts of; undefined where the schema does not say.
unit(described) := units[described.unit] if {
	described.types == ["string"]
}

unit(described) := "number" if {
	count({kind | some kind in described.types} - {"integer", "number"}) == 0
	count(described.types) > 0
}

units := {"duration": "duration", "percent": "percentage", "percentage": "percentage", "date": "date", "money": "amount"}

fits(expected, bound) if quantity.dimension(bound) == expected

fits("amount", bound) if startswith(quantity.dimension(bound), "amount in ")

unbounded(described) := "a list of members with names" if described.named

unbounded(described) := "true or false" if described.types == ["boolean"]

unbounded(described) := "a mapping" if {
	described.types == ["object"]
	not described.list
}
