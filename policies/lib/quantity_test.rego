package interlock.lib.quantity_test

import data.interlock.lib.quantity

test_durations_in_minutes if {
	quantity.duration("30m") == 30
	quantity.duration("4h") == 240
	quantity.duration("3d") == 4320
	quantity.duration("2w") == 20160
	quantity.duration("6mo") == 262980
	quantity.duration("7y") == 3681720
	quantity.duration("0d") == 0
	quantity.duration("08d") == 11520
}

test_longest if {
	quantity.longest({"3d", "30m", "1w"}) == 10080
	quantity.longest({"soon", "1d"}) == 1440
	not quantity.longest(set())
}

test_what_is_no_duration if {
	not quantity.duration("3")
	not quantity.duration("3 d")
	not quantity.duration("-3d")
	not quantity.duration("1d12h")
	not quantity.duration("")
	not quantity.duration("d")
	not quantity.duration(3)
	not quantity.duration(null)
	not quantity.duration({"d": 3})
}

test_units_compare_by_length if {
	quantity.below("36h", "2d")
	quantity.above("1mo", "4w")
	quantity.below("12mo", "367d")
	quantity.order("12mo", "1y") == 0
	quantity.above("25mo", "2y")
	not quantity.below("2d", "48h")
	not quantity.above("2d", "48h")
}

test_numbers if {
	quantity.below(2, 10)
	quantity.below(-1.5, 0)
	not quantity.above(2, 2)
}

test_percentages if {
	quantity.below("5%", "12.5%")
	quantity.above("0 %", "-3%")
	not quantity.comparable("5%", 5)
}

test_dates if {
	quantity.below("2026-11-22", "2027-01-01")
	quantity.parse("2026-11-22").dimension == "date"
	not quantity.date("2026-13-01")
	not quantity.date("2026-1-1")
	not quantity.date(20261122)
}

test_money if {
	quantity.below("EUR 900", "1000.50 EUR")
	not quantity.comparable("EUR 900", "USD 900")
	not quantity.money("900")
	not quantity.money("EUR 900 EUR")
	not quantity.money(900)
}

test_different_dimensions_do_not_compare if {
	not quantity.comparable("3d", 3)
	not quantity.comparable("3d", "2026-11-22")
	not quantity.below("soon", "3d")
	not quantity.above("soon", "3d")
	not quantity.comparable(true, true)
}

test_dimension_in_words if {
	quantity.dimension("3d") == "duration"
	quantity.dimension("soon") == "text"
	quantity.dimension(3) == "number"
	quantity.dimension(true) == "boolean"
	quantity.dimension("EUR 5") == "amount in EUR"
	quantity.dimension(["3d"]) == "array"
}

test_days_after if {
	quantity.days_after("2026-11-22", 30) == "2026-12-22"
	quantity.days_after("2028-02-01", 29) == "2028-03-01"
}

test_written if {
	quantity.written(30) == "30m"
	quantity.written(90) == "1.5h"
	quantity.written(1440) == "1d"
	quantity.written(18000) == "12.5d"
	quantity.written(0) == "0m"
}

test_after if {
	quantity.after("2026-10-01", "2w") == "2026-10-15"
	quantity.after("2028-02-28", "12h") == "2028-02-29"
	quantity.after("2026-12-15", "1mo") == "2027-01-15"
}

test_after_the_last_of_a_month if {
	quantity.after("2027-01-31", "1mo") == "2027-02-28"
	quantity.after("2028-01-31", "1mo") == "2028-02-29"
	quantity.after("2026-08-31", "6mo") == "2027-02-28"
	quantity.after("2026-10-31", "13mo") == "2027-11-30"
}

test_after_a_leap_day if {
	quantity.after("2028-02-29", "1y") == "2029-02-28"
	quantity.after("2028-02-29", "4y") == "2032-02-29"
	quantity.after("2027-02-28", "1y") == "2028-02-28"
	quantity.after("2028-02-29", "12mo") == "2029-02-28"
	quantity.after("2028-02-29", "1d") == "2028-03-01"
}

test_after_at_the_ends_of_time if {
	quantity.after("9999-12-31", "1mo") == "2201-01-31"
	quantity.after("0001-01-01", "1y") == "1701-01-01"
	quantity.after("2026-11-22", "999999999y") == "9999-12-31"
	quantity.after("2026-11-22", "99999999999999999999d") == "9999-12-31"
}

test_months_are_as_long_as_the_calendar_makes_them if {
	every days in {"29d", "30d"} {
		not quantity.comparable("1mo", days)
		quantity.unclear(days, "1mo")
	}
	quantity.above("1mo", "28d")
	quantity.below("1mo", "31d")
	quantity.below("365d", "1y")
	quantity.above("366d", "1y")
	not quantity.comparable("2y", "731d")
	quantity.below("9mo", "277d")
	quantity.above("9mo", "272d")
	quantity.above("10w", "2mo")
	not quantity.unclear("1mo", "32d")
	not quantity.unclear("1mo", 3)
}
