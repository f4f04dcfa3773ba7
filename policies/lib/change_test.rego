package interlock.lib.change_test

import data.interlock.lib.change

entry(stance, bounds) := {"path": "spec.x", "field": 0, "stance": stance, "bounds": bounds}

bounded(bounds) := entry("bounded", bounds)

test_a_stricter_stance_keeps if {
	change.keeps(entry("standardize", {}), bounded({"maximum": 3}))
	not change.keeps(entry("localize", {}), entry("mustLocalize", {}))
	change.keeps(entry("standardize", {}), entry("standardize", {}))
}

test_bounds_keep if {
	change.keeps(bounded({"maximum": "2d"}), bounded({"maximum": "48h"}))
	not change.keeps(bounded({"maximum": "3d"}), bounded({"maximum": "48h"}))
	change.keeps(bounded({"minimum": 2}), bounded({"minimum": 1}))
	not change.keeps(bounded({"minimum": 0}), bounded({"minimum": 1}))
	not change.keeps(bounded({"minimum": "1d"}), bounded({"minimum": 1}))
	change.keeps(bounded({"oneOf": ["a"]}), bounded({"oneOf": ["a", "b"]}))
	not change.keeps(bounded({"oneOf": ["a", "c"]}), bounded({"oneOf": ["a", "b"]}))
	not change.keeps(bounded({"minimum": 1}), bounded({"oneOf": ["a", "b"]}))
	change.keeps(bounded({"pattern": "a+"}), bounded({"pattern": "a+"}))
	not change.keeps(bounded({"pattern": "a*"}), bounded({"pattern": "a+"}))
	change.keeps(bounded({"additive": true}), bounded({"additive": true}))
	not change.keeps(bounded({"additive": false}), bounded({"additive": true}))
	change.keeps(bounded({"additive": true}), bounded({"additive": false}))
	not change.keeps(bounded({"maximum": 1}), bounded({"maximum": 1, "minimum": 0}))
}

test_demands if {
	change.demands([]) == "left to the regions"
	change.demands([entry("standardize", {}), entry("localize", {})]) == "the same everywhere; left to the regions"
	change.demand(entry("mustLocalize", {})) == "to be set by each region"
	change.demand(bounded({"minimum": 1, "maximum": 2, "oneOf": [1, 2], "pattern": "x", "additive": true})) == "at least `1`, at most `2`, one of `1` and `2`, like `x`, nothing dropped"
}

localized(entry_, now) := {"object": {"region": "emea"}, "was": {"governed": []}, "now": object.union({"inside": false, "action": "set", "governed": [entry_]}, now)}

breaks(bounds, now) if count(change.tightened(localized(object.union(bounded(bounds), {"standard": {"region": "global"}}), now))) == 1

test_breaks if {
	breaks({"minimum": 2}, {"to": 1})
	not breaks({"minimum": 2}, {"to": 2})
	breaks({"maximum": "2d"}, {"to": "3d"})
	breaks({"oneOf": ["a"]}, {"to": ["a", "b"]})
	not breaks({"oneOf": ["a"]}, {"to": "a"})
	breaks({"pattern": "^a"}, {"to": "b"})
	not breaks({"pattern": "^a"}, {"to": {"x": "b"}})
	breaks({"additive": true}, {"action": "remove"})
	breaks({"additive": true}, {"from": ["a", "b"], "to": ["b"]})
	not breaks({"additive": true}, {"from": ["a"], "to": ["a", "b"]})
}

test_a_standard_of_the_region_itself if {
	own := object.union(entry("standardize", {}), {"standard": {"region": "emea"}})
	count(change.tightened(localized(own, {}))) == 0
}

test_inside_what_the_region_adds if {
	above := object.union(entry("standardize", {}), {"standard": {"region": "global"}})
	count(change.tightened(localized(above, {"inside": true}))) == 0
}

test_counted if {
	change.counted(1, "object", "objects") == "1 object"
	change.counted(3, "object", "objects") == "3 objects"
}

test_place if {
	change.place(entry("localize", {})) == ["spec", "fields", "spec.x", "stance"]
	change.place(object.union(entry("localize", {}), {"field": -1})) == ["spec", "otherwise"]
}
