package interlock.rules.standard["unfit-bound_test"]

import data.interlock.rules.standard["unfit-bound"] as rule

one(described, bounds) := {
	"object": {"kind": "Standard", "spec": {
		"for": {"kind": "Workflow"},
		"fields": [object.union({"path": "spec.x", "stance": "bounded"}, bounds)],
	}},
	"home": "global",
	"region": "global",
	"described": {"0": described},
}

duration := {"list": false, "named": false, "types": ["string"], "unit": "duration"}

plain := {"list": false, "named": false, "types": ["string"], "unit": ""}

found(described, bounds) := all if {
	all := [[finding.path[3], finding.message] | some finding in rule.report] with input as one(described, bounds)
		with data.interlock.run.date as "2026-11-22"
}

test_the_whole_entry if {
	rule.report == {{
		"path": ["spec", "fields", 0, "maximum"],
		"message": "the maximum of `spec.x` cannot be compared with its values: expected duration, found percentage",
		"label": "expected duration",
	}} with input as one(duration, {"maximum": "12%"})
}

test_units if {
	found(duration, {"minimum": "1d", "maximum": "1mo"}) == []
	count(found(duration, {"minimum": 3, "maximum": "soon"})) == 3
	found(object.union(duration, {"unit": "percent"}), {"maximum": "12 %"}) == []
	count(found(object.union(duration, {"unit": "percent"}), {"maximum": 0.12})) == 1
	found(object.union(duration, {"unit": "date"}), {"maximum": "2027-03-31"}) == []
	count(found(object.union(duration, {"unit": "date"}), {"maximum": "3d"})) == 1
	found(object.union(duration, {"unit": "money"}), {"maximum": "EUR 900"}) == []
	count(found(object.union(duration, {"unit": "money"}), {"maximum": 900})) == 1
	found(plain, {"maximum": "3d"}) == []
	count(found({"list": false, "named": false, "types": ["integer"], "unit": ""}, {"maximum": "3d"})) == 1
	found({"list": false, "named": false, "types": [], "unit": ""}, {"maximum": "3d"}) == []
}

test_members_of_a_list_have_bounds if {
	found({"list": true, "named": false, "types": ["string"], "unit": "duration"}, {"maximum": "3d"}) == []
	found({"list": true, "named": true, "types": ["object"], "unit": ""}, {"additive": true}) == []
}

test_what_has_no_bounds if {
	found({"list": true, "named": true, "types": ["object"], "unit": ""}, {"maximum": "3d"}) == [["maximum", "`spec.x` has no maximum: it is a list of members with names"]]
	found({"list": false, "named": false, "types": ["boolean"], "unit": ""}, {"minimum": 1}) == [["minimum", "`spec.x` has no minimum: it is true or false"]]
	found({"list": false, "named": false, "types": ["object"], "unit": ""}, {"minimum": 1}) == [["minimum", "`spec.x` has no minimum: it is a mapping"]]
	found({"list": false, "named": false, "types": ["integer"], "unit": ""}, {"pattern": "a"}) == [["pattern", "`spec.x` has no pattern: it is a whole number"]]
	found(plain, {"additive": true}) == [["additive", "nothing can be added to `spec.x`: it is a single value"]]
	found(plain, {"additive": false, "pattern": "a"}) == []
	found({"list": false, "named": false, "types": ["object"], "unit": ""}, {"additive": true}) == []
}

test_choices if {
	gate := object.union(plain, {"enum": ["none", "advisory", "blocking"]})
	found(gate, {"oneOf": ["advisory", "blocking"]}) == []
	found(gate, {"oneOf": ["advisory", "strict"]}) == [["oneOf", "`spec.x` can never be `strict`"]]
}

test_nothing_left_to_choose if {
	found(duration, {"minimum": "4d", "maximum": "3d"}) == [["minimum", "no value of `spec.x` is within its bounds: the minimum `4d` is above the maximum `3d`"]]
	found(duration, {"minimum": "3d", "maximum": "3d"}) == []
	found(plain, {"minimum": "EUR 4", "maximum": "USD 9"}) == [["minimum", "the minimum of `spec.x` cannot be compared with its maximum: amount in EUR and amount in USD"]]
	found(plain, {"minimum": 4, "maximum": "9d"}) == [["minimum", "the minimum of `spec.x` cannot be compared with its maximum: number and duration"]]
}

test_relative_bounds if {
	found(duration, {"maximum": "base"}) == []
	date := object.union(duration, {"unit": "date"})
	found(date, {"minimum": "today-2w", "maximum": "today+6mo"}) == []
	found(date, {"maximum": "today+soon"}) == [["maximum", "the maximum of `spec.x` is no day: `today+soon`"]]
	found(duration, {"maximum": "today"}) == [["maximum", "the maximum of `spec.x` cannot be compared with its values: expected duration, found a day"]]
	count(found(date, {"maximum": "todays"})) == 1
}
