# METADATA
# title: A local value stays within its bounds
# description: |
#   A bounded value is one the regions may fit to their market, up to a point that all have agreed on: a review may
#   take longer where works councils read along, but not so long that the promised lead time is gone.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   when: bounded
#   framework: [S3]
#   remedy: choose a value within the bounds, or ask the owner of the standard for a waiver
package interlock.rules.standard["out-of-bounds"]

import data.interlock.lib.quantity
import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s sets %s to %s, %s", [input.region, text.quoted(change.path), text.quoted(value), fault]),
	"label": sprintf("bounded: %s", [concat(", ", wordings(entry))]),
	"owner": stance.owner(entry),
} if {
	some i, j, name
	written := input.changes[i].governed[j].bounds[name]
	name != "additive"
	not kept(name, input.changes[i].to, written)
	change := input.changes[i]
	limit := bound(name, written, change)
	not kept(name, change.to, limit)
	some value in values(change.to)
	fault := broken(name, value, limit)
	entry := change.governed[j]
	stance.bounds(entry)
}

report contains {
	"path": change.at,
	"message": sprintf("%s may not remove %s", [input.region, text.quoted(change.path)]),
	"label": sprintf("bounded: %s", [concat(", ", wordings(entry))]),
	"owner": stance.owner(entry),
} if {
	some i
	input.changes[i].action == "remove"
	change := input.changes[i]
	not change.list
	some entry in change.governed
	stance.bounds(entry)
	count(wordings(entry)) > 0
}

# bound is what a bound comes to for a change.
bound(name, written, change) := stance.limit(written, change) if name in {"minimum", "maximum"}

bound(name, written, _) := written if name in {"oneOf", "pattern"}

# kept is true of a bound that is plainly kept; what is not plain, the wording of the fault decides. Of most values it
# can be told from the bound as it is written: "base" and days that count from today are no amounts.
kept("minimum", value, limit) if quantity.order(value, limit) >= 0

kept("maximum", value, limit) if quantity.order(value, limit) <= 0

kept("oneOf", value, choices) if value in choices

# values are what the bounds apply to: the value itself, or each value of a list. The values of a mapping are
# changes of their own.
values(to) := [to] if {
	not is_array(to)
	not is_object(to)
}

values(to) := [value | some value in to; not is_object(value)] if is_array(to)

# broken is how a value breaks a bound, in words; undefined where it does not.
broken("minimum", value, limit) := sprintf("%s than %s", [less(limit), text.quoted(limit)]) if quantity.below(value, limit)

broken("maximum", value, limit) := sprintf("%s than %s", [more(limit), text.quoted(limit)]) if quantity.above(value, limit)

broken("minimum", value, limit) := incomparable("minimum", value, limit)

broken("maximum", value, limit) := incomparable("maximum", value, limit)

broken("oneOf", value, choices) := sprintf("expected one of %s", [text.list(choices)]) if not value in choices

broken("pattern", value, pattern) := sprintf("expected a text like %s", [text.quoted(pattern)]) if {
	regex.is_valid(pattern)
	not like(value, pattern)
}

broken("pattern", _, pattern) := sprintf("and no value can match %s, which is no regular expression", [
	text.quoted(pattern),
]) if {
	not regex.is_valid(pattern)
}

less(limit) := "earlier" if quantity.date(limit)

less(limit) := "less" if not quantity.date(limit)

more(limit) := "later" if quantity.date(limit)

more(limit) := "more" if not quantity.date(limit)

incomparable(name, value, limit) := sprintf("which cannot be compared with the %s of %s: expected %s, found %s", [
	name, text.quoted(limit), quantity.dimension(limit), quantity.dimension(value),
]) if {
	not quantity.comparable(value, limit)
	not quantity.unclear(value, limit)
}

incomparable(name, value, limit) := sprintf("which may be more or less than the %s of %s: months differ in length, so write both in days or both in months", [
	name, text.quoted(limit),
]) if {
	quantity.unclear(value, limit)
}

like(value, pattern) if {
	is_string(value)
	regex.match(pattern, value)
}

# wordings are the bounds of an entry in words.
wordings(entry) := [wording |
	some name in ["minimum", "maximum", "oneOf", "pattern"]
	limit := entry.bounds[name]
	wording := worded(name, limit)
]

worded("minimum", limit) := sprintf("at least %s", [text.quoted(limit)]) if limit != "base"

worded("maximum", limit) := sprintf("at most %s", [text.quoted(limit)]) if limit != "base"

worded("minimum", "base") := "at least what the region above has"

worded("maximum", "base") := "at most what the region above has"

worded("oneOf", choices) := sprintf("one of %s", [text.list(choices)])

worded("pattern", pattern) := sprintf("a text like %s", [text.quoted(pattern)])
