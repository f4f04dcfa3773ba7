package interlock.lib.review_test

import data.interlock.lib.review

test_due if {
	review.due("2026-10-01", "2w") == "2026-10-15"
	review.due("2026-01-31", "1mo") == "2026-02-28"
	review.due("2028-02-29", "1y") == "2029-02-28"
}

test_overdue if review.overdue("2026-11-07", "2w") with data.interlock.run as {"date": "2026-11-22"}

test_not_overdue_on_the_day if not review.overdue("2026-11-08", "2w") with data.interlock.run as {"date": "2026-11-22"}

test_not_overdue_while_the_last_one_is_to_come if {
	not review.overdue("9999-12-31", "2w") with data.interlock.run as {"date": "2026-11-22"}
}

soon(last, interval, notice) if {
	review.soon(last, interval, notice) with data.interlock.run as {"date": "2026-11-22"}
}

test_soon if {
	soon("2026-10-29", "1mo", "1w")
	not soon("2026-10-30", "1mo", "1w")
	soon("2026-10-22", "1mo", "1w")
	not soon("2026-10-21", "1mo", "1w") # overdue
}

test_what_is_done_every_week_is_not_always_due if {
	soon("2026-11-16", "1w", "1mo")
	not soon("2026-11-17", "1w", "1mo")
}

test_what_is_done_every_day_is_never_soon if {
	not soon("2026-11-21", "1d", "1w")
	not soon("2026-11-19", "3d", "1w")
	soon("2026-11-18", "4d", "1w")
}

test_ahead if {
	review.ahead("reviews") == "2026-11-29" with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"notice": {"status": "5d"}}}}}}
	review.ahead("status") == "2026-11-27" with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"notice": {"status": "5d"}}}}}}
	review.ahead("phases") == "2026-12-22" with data.interlock.run as {"date": "2026-11-22"}
		with data.interlock.objects as {}
}
