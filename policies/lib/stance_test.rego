package interlock.lib.stance_test

import data.interlock.lib.stance

entry(name, region, kind) := {
	"standard": {"name": name, "region": region, "owner": "global-marketing-ops"},
	"field": 1,
	"path": "spec.channels",
	"stance": kind,
	"bounds": {},
}

test_a_standard_does_not_bind_its_own_region if {
	global := entry("global-channels", "global", "bounded")
	emea := entry("emea-channels", "emea", "standardize")
	change := {"inside": false, "governed": [global, emea]}
	stance.bounds(global) with input.region as "emea"
	not stance.bounds(emea) with input.region as "de"
	stance.standardized == [] with input as {"region": "emea", "changes": [change]}
	stance.bounds(global) with input.region as "de"
	not stance.bounds(global) with input.region as "global"
	[pair.entry | some pair in stance.standardized] == [emea] with input as {"region": "de", "changes": [change]}
}

test_inside_an_added_member_nothing_is_standardized if {
	change := {"inside": true, "governed": [entry("a", "global", "bounded"), entry("b", "emea", "standardize")]}
	stance.standardized == [] with input as {"region": "de", "changes": [change]}
}

test_no_changes if {
	stance.standardized == [] with input as {"region": "emea"}
}

test_contradicted_only_on_the_same_level if {
	fixed := entry("emea-channels", "emea", "standardize")
	stance.contradicted({"overruled": [entry("other", "emea", "localize")]}, fixed)
	stance.contradicted({"overruled": [entry("other", "emea", "mustLocalize")]}, fixed)
	not stance.contradicted({"overruled": [entry("other", "global", "localize")]}, fixed)
	not stance.contradicted({"overruled": [entry("other", "emea", "bounded")]}, fixed)
	not stance.contradicted({"overruled": []}, fixed)
}

test_place if {
	stance.place({"field": 2}) == ["spec", "fields", 2, "stance"]
	stance.place({"field": -1}) == ["spec", "otherwise"]
}

test_owner if {
	stance.owner(entry("a", "global", "localize")) == "global-marketing-ops"
	stance.owner({"standard": {"name": "a", "region": "global"}}) == ""
}

test_strictness_orders_all_stances if {
	stance.strictness.standardize > stance.strictness.bounded
	stance.strictness.bounded > stance.strictness.mustLocalize
	stance.strictness.mustLocalize > stance.strictness.localize
}
