package interlock.rules.creator["paid-unapproved_test"]

import data.interlock.rules.creator["paid-unapproved"] as unapproved

partnership(spec) := {"object": {"spec": object.union({"compensation": "paid", "posts": [{"name": "dinner", "date": "2026-12-03"}]}, spec)}}

test_never_approved if {
	unapproved.report == {{
		"path": ["spec", "posts", "dinner", "date"],
		"message": "`dinner` goes out before the contract is approved",
		"label": "expected a day from `approved` on",
	}} with input as partnership({})
}

test_approved_later if count(unapproved.report) == 1 with input as partnership({"approved": "2026-12-04"})

test_approved_on_the_day if count(unapproved.report) == 0 with input as partnership({"approved": "2026-12-03"})

test_a_favour_needs_no_contract if count(unapproved.report) == 0 with input as partnership({"compensation": "none"})
