package interlock.rules.creator.disclosure_test

import data.interlock.rules.creator.disclosure

partnership(spec) := {"object": {"spec": object.union({"creator": "Norr"}, spec)}}

test_rewarded_and_silent if {
	disclosure.report == {{
		"path": ["spec", "compensation"],
		"message": "posts of `Norr` are rewarded, and do not say so",
		"label": "expected a `disclosure`",
	}} with input as partnership({"compensation": "products"})
}

test_rewarded_and_said if {
	count(disclosure.report) == 0 with input as partnership({"compensation": "paid", "disclosure": "Reklam"})
}

test_a_favour if {
	count(disclosure.report) == 0 with input as partnership({"compensation": "none"})
}
