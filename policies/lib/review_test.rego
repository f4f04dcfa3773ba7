package interlock.lib.review_test

import data.interlock.lib.review

test_due if {
	review.due("2026-10-01", "2w") == "2026-10-15"
	review.due("2026-01-31", "1mo") == "2026-03-03"
	review.due("2028-02-28", "12h") == "2028-02-29"
}

test_overdue if review.overdue("2026-11-07", "2w") with data.interlock.run as {"date": "2026-11-22"}

test_not_overdue_on_the_day if not review.overdue("2026-11-08", "2w") with data.interlock.run as {"date": "2026-11-22"}
