# METADATA
# title: Changes against a base
# description: |
#   What rules of scope change have in common: whether an entry of a standard is as strict as another, what it
#   demands in words, and how edits and those who rely on an object are named.
package interlock.lib.change

import data.interlock.lib.quantity
import data.interlock.lib.stance
import data.interlock.lib.text

# lost are the guards of the edit at hand that nothing in head holds as strictly.
lost := [guard |
	some guard in input.guards
	guard.before.stance != "localize"
	not held(guard)
]

held(guard) if {
	some entry in guard.after
	keeps(entry, guard.before)
}

# keeps is true of an entry that leaves a region no more than another one.
keeps(entry, other) if stance.strictness[entry.stance] > stance.strictness[other.stance]

keeps(entry, other) if {
	entry.stance == other.stance
	every name, limit in other.bounds {
		within(name, object.get(entry.bounds, name, null), limit)
	}
}

# within is true of a bound that leaves no more than another one of its name.
within(name, bound, limit) if {
	name in {"pattern", "additive"}
	bound == limit
}

within("additive", _, false)

within("minimum", bound, limit) if {
	quantity.comparable(bound, limit)
	not quantity.below(bound, limit)
}

within("maximum", bound, limit) if {
	quantity.comparable(bound, limit)
	not quantity.above(bound, limit)
}

within("oneOf", bound, limit) if {
	is_array(bound)
	every value in bound {
		value in limit
	}
}

# tightened are the entries that a localized value breaks, and that leave less than all that governed it before.
tightened(l) := [entry |
	some entry in l.now.governed
	entry.standard.region != l.object.region
	not before(l, entry)
	broken(entry, l.now)
]

# broken is true of what a region does that an entry does not allow.
broken(entry, now) if {
	entry.stance == "standardize"
	not now.inside
}

broken(entry, now) if {
	entry.stance == "bounded"
	some name, limit in entry.bounds
	beyond(name, limit, now)
}

beyond("minimum", limit, now) if {
	some value in values(now.to)
	quantity.below(value, limit)
}

beyond("maximum", limit, now) if {
	some value in values(now.to)
	quantity.above(value, limit)
}

beyond("oneOf", choices, now) if {
	some value in values(now.to)
	not value in choices
}

beyond("pattern", pattern, now) if {
	some value in values(now.to)
	is_string(value)
	not regex.match(pattern, value)
}

beyond("additive", true, now) if now.action == "remove"

beyond("additive", true, now) if {
	is_array(now.to)
	some value in now.from
	not value in now.to
}

values(to) := [to] if {
	not is_array(to)
	not is_object(to)
}

values(to) := [value | some value in to; not is_object(value)] if is_array(to)

before(l, entry) if {
	some was in l.was.governed
	keeps(was, entry)
}

# demand is what an entry asks of regions, in words.
demand(entry) := "the same everywhere" if entry.stance == "standardize"

demand(entry) := "left to the regions" if entry.stance == "localize"

demand(entry) := "to be set by each region" if entry.stance == "mustLocalize"

demand(entry) := concat(", ", [words |
	some name in ["minimum", "maximum", "oneOf", "pattern", "additive"]
	words := bound(name, entry.bounds[name])
]) if {
	entry.stance == "bounded"
}

bound("minimum", limit) := sprintf("at least %s", [text.quoted(limit)])

bound("maximum", limit) := sprintf("at most %s", [text.quoted(limit)])

bound("oneOf", choices) := sprintf("one of %s", [text.list(choices)])

bound("pattern", pattern) := sprintf("like %s", [text.quoted(pattern)])

bound("additive", true) := "nothing dropped"

# demands is what several entries ask, in words.
demands(entries) := "left to the regions" if count(entries) == 0

demands(entries) := concat("; ", [demand(entry) | some entry in entries]) if count(entries) > 0

# counted is a number with its noun.
counted(1, one, _) := sprintf("1 %s", [one])

counted(n, _, many) := sprintf("%d %s", [n, many]) if n != 1

# extent is for how much a guard held, in words.
extent(guard) := sprintf("for %s in %s", [
	counted(count(guard.objects), "object", "objects"),
	counted(count(guard.regions), "region", "regions"),
])

# was is the edited object as the base had it.
was := {"kind": input.kind, "name": input.previous, "region": input.region}

# base is a related place in the base.
base(path, message) := {"base": true, "object": was, "path": path, "message": message}

# place is where in its standard an entry says what it says.
place(entry) := ["spec", "fields", entry.path, "stance"] if entry.field >= 0

place(entry) := ["spec", "otherwise"] if entry.field < 0

# entitled is an object in words: Kind `name`.
entitled(object_) := sprintf("%s %s", [object_.kind, text.quoted(object_.name)])
