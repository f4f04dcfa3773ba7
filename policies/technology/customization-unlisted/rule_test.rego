package interlock.rules.technology["customization-unlisted_test"]

import data.interlock.rules.technology["customization-unlisted"] as rule

change(at, from, to) := {"action": "set", "at": at, "path": concat(".", at), "from": from, "to": to, "governed": [], "overruled": []}

found(customization, changes) := report if {
	report := rule.report with input as {
		"object": {"kind": "Platform", "metadata": {"name": "mailer"}, "spec": {"customization": customization}},
		"home": "global",
		"region": "de",
		"regions": ["de"],
		"changes": changes,
	}
}

bid := change(["spec", "settings", "bid-limits", "value"], "10", "20")

test_not_listed if {
	found(["quiet hours"], [bid]) == {{
		"path": ["spec", "settings", "bid-limits", "value"],
		"message": "de sets up `bid-limits`, which is not listed",
		"label": "regions may set up `quiet hours`",
	}}
}

test_listed if {
	count(found(["Bid limits"], [bid])) == 0
	count(found(["bid-limits"], [bid])) == 0
}

test_nothing_listed if count(found([], [bid])) == 1

test_a_setting_that_is_added_is_told_once if {
	added := object.union(change(["spec", "settings", "fonts"], null, {"name": "fonts", "value": "x"}), {"action": "add"})
	inside := object.union(change(["spec", "settings", "fonts", "value"], null, "x"), {"inside": true})
	count(found(["quiet hours"], [added, inside])) == 1
}

test_other_changes if count(found([], [change(["spec", "title"], "a", "b")])) == 0

test_the_list_grows if {
	found(["a", "b"], [change(["spec", "customization"], ["a"], ["a", "b"])]) == {{
		"path": ["spec", "customization"],
		"message": "de adds `b` to what it may set up",
		"label": "decided by the owner of the platform",
	}}
}

test_the_list_is_new if {
	added := object.union(object.remove(change(["spec", "customization"], null, ["a"]), ["from"]), {"action": "add"})
	count(found(["a"], [added])) == 1
}

test_the_list_shrinks if {
	count(found(["a"], [change(["spec", "customization"], ["a", "b"], ["a"])])) == 0
}

test_a_standard_decides if {
	governed := object.union(change(["spec", "customization"], ["a"], ["a", "b"]), {"governed": [{"stance": "bounded"}]})
	count(found(["a", "b"], [governed])) == 0
}
