package interlock.rules.technology["access-review-overdue_test"]

import data.interlock.rules.technology["access-review-overdue"] as rule

found(status, security) := report if {
	report := rule.report with input.object as {"metadata": {"name": "mailer"}, "spec": {"lifecycle": {"status": status}, "security": security}}
		with data.interlock.run.date as "2026-11-22"
}

test_overdue if {
	found("active", {"accessReview": "6mo", "accessReviewed": "2026-05-01"}) == {{
		"path": ["spec", "security", "accessReviewed"],
		"message": "access to `mailer` should have been reviewed by 2026-11-01",
		"label": "reviewed every 6mo",
	}}
}

test_in_time if count(found("active", {"accessReview": "6mo", "accessReviewed": "2026-06-01"})) == 0

test_nothing_agreed_or_written_down if {
	count(found("active", {"accessReview": "6mo"})) == 0
	count(found("active", {"accessReviewed": "2020-06-01"})) == 0
}

test_what_is_not_used if {
	count(found("retired", {"accessReview": "6mo", "accessReviewed": "2020-06-01"})) == 0
	count(found("planned", {"accessReview": "6mo", "accessReviewed": "2020-06-01"})) == 0
}
