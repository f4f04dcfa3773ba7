# METADATA
# title: Quantities
# description: |
#   Reads and compares what people write as amounts: numbers, durations (3d), percentages (15%), dates
#   (2026-11-22) and money (EUR 2500). Amounts of different dimensions cannot be compared; then `comparable`
#   is undefined, and so are `below` and `above`.
package interlock.lib.quantity

# How long the units of a duration are, in minutes. A month is a twelfth of a year of 365.25 days.
minutes := {
	"m": 1,
	"h": 60,
	"d": 1440,
	"w": 10080,
	"mo": 43830,
	"y": 525960,
}

percent_form := `^(-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?) ?%$`

money_form := `^(?:([A-Z]{3}) )?((?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,4})?)(?: ([A-Z]{3}))?$`

date_form := `^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$`

# duration is the length of a duration in minutes.
duration(x) := to_number(amount) * minutes[unit] if {
	is_string(x)
	unit := trim_left(x, "0123456789")
	minutes[unit]
	amount := trim_suffix(x, unit)
	amount != ""
}

# longest is the length of the longest of some durations in minutes.
longest(durations) := max([duration(x) | some x in durations])

# percentage is the number before the percent sign.
percentage(x) := to_number(parts[1]) if {
	is_string(x)
	parts := regex.find_all_string_submatch_n(percent_form, x, 1)[0]
}

# money is an amount in a currency, written before or after it.
money(x) := {"currency": currency, "amount": to_number(parts[2])} if {
	is_string(x)
	parts := regex.find_all_string_submatch_n(money_form, x, 1)[0]
	[currency] := [part | some part in [parts[1], parts[3]]; part != ""]
}

# date is true of a day of the calendar as ISO 8601 writes it. Such texts compare as the days do.
date(x) if {
	is_string(x)
	regex.match(date_form, x)
}

# parse says of which dimension an amount is, and its value in that dimension's unit.
parse(x) := {"dimension": "number", "value": x} if {
	is_number(x)
} else := {"dimension": "duration", "value": length} if {
	length := duration(x)
} else := {"dimension": "date", "value": x} if {
	date(x)
} else := {"dimension": "percentage", "value": share} if {
	share := percentage(x)
} else := {"dimension": sprintf("amount in %s", [price.currency]), "value": price.amount} if {
	price := money(x)
}

# dimension is what an amount is an amount of, in words for a message; text that is none is "text".
dimension(x) := parse(x).dimension

dimension(x) := "text" if {
	is_string(x)
	not parse(x)
}

dimension(x) := type_name(x) if {
	not is_string(x)
	not is_number(x)
}

# comparable is true of two amounts of one dimension.
comparable(a, b) if parse(a).dimension == parse(b).dimension

# below is true where a is less than b.
below(a, b) if {
	left := parse(a)
	right := parse(b)
	left.dimension == right.dimension
	left.value < right.value
}

# above is true where a is more than b.
above(a, b) if below(b, a)

# days_after is the date a number of days after another. Call it only with dates that exist.
days_after(day, days) := time.format([
	time.add_date(time.parse_ns("2006-01-02", day), 0, 0, days),
	"UTC",
	"2006-01-02",
])

# after is the day that lies a duration after another, as the calendar has it: a month after 31 January is the last day
# of February, a year after 29 February the 28th, and hours count as begun days. What lies further than fifty years away
# never comes, and days that no computer clock knows (before 1700, after 2200) are taken for the nearest that it does.
after(day, length) := "9999-12-31" if {
	duration(length) > 50 * minutes.y
} else := months_after(known(day), to_number(trim_suffix(length, "mo"))) if {
	endswith(length, "mo")
} else := months_after(known(day), to_number(trim_suffix(length, "y")) * 12) if {
	endswith(length, "y")
} else := days_after(known(day), ceil(duration(length) / minutes.d))

months_after(day, months) := concat("", [substring(last, 0, 8), min([substring(day, 8, 2), substring(last, 8, 2)])]) if {
	first := time.parse_ns("2006-01-02", concat("", [substring(day, 0, 8), "01"]))
	last := time.format([time.add_date(first, 0, months + 1, -1), "UTC", "2006-01-02"])
}

known(day) := max(["1700-01-01", min([day, "2200-12-31"])])

# written is a number of minutes as a duration, in days from one day on.
written(total) := sprintf("%vd", [round(total / 14.4) / 100]) if total >= 1440

written(total) := sprintf("%vh", [round(total / 0.6) / 100]) if {
	total >= 60
	total < 1440
}

written(total) := sprintf("%vm", [total]) if total < 60
