# METADATA
# title: Quantities
# description: |
#   Reads and compares what people write as amounts: numbers, durations (3d), percentages (15%), dates
#   (2026-11-22) and money (EUR 2500). Amounts of different dimensions cannot be compared; then `comparable`
#   is undefined, and so are `below` and `above`. Months and years are as long as the calendar makes them: 1mo
#   is at least 28d and at most 31d, and neither more nor less than 30d.
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

# How many months the units of the calendar have.
months_of := {"mo": 1, "y": 12}

# How few and how many days some months in a row can have, from none to eleven.
fewest_days := [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334]

most_days := [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337]

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

# months is the length of a duration that is given in months or years.
months(x) := to_number(amount) * months_of[unit] if {
	is_string(x)
	unit := trim_left(x, "0123456789")
	months_of[unit]
	amount := trim_suffix(x, unit)
	amount != ""
}

# shortest and longest is how long some months can be, in minutes.
shortest_months(n) := 1440 * ((365 * floor(n / 12)) + fewest_days[n % 12])

longest_months(n) := 1440 * ((366 * floor(n / 12)) + most_days[n % 12])

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

# parse says of which dimension an amount is, and its value in that dimension's unit. A duration in months or
# years has no value in minutes, but the least and the most that it can be.
parse(x) := {"dimension": "number", "value": x} if {
	is_number(x)
} else := {"dimension": "duration", "months": n, "least": shortest_months(n), "most": longest_months(n)} if {
	n := months(x)
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

# order says of two amounts of one dimension whether the first is less than the second (-1), equal to it (0), or
# more (1). It is undefined where they cannot be compared: dimensions that differ, or days beside months of which
# nobody knows how many days they have.
order(a, b) := compare(parse(a), parse(b))

compare(a, b) := sign(a.value, b.value) if a.dimension == b.dimension

compare(a, b) := sign(a.months, b.months)

compare(a, b) := between(a.value, a.value, b.least, b.most) if a.dimension == b.dimension

compare(a, b) := between(a.least, a.most, b.value, b.value) if a.dimension == b.dimension

sign(a, b) := -1 if a < b

sign(a, b) := 0 if a == b

sign(a, b) := 1 if a > b

between(_, most, least, _) := -1 if most <= least

between(least, _, _, most) := 1 if least >= most

# comparable is true of two amounts of which one can say which is more.
comparable(a, b) if order(a, b) in {-1, 0, 1}

# below is true where a is less than b.
below(a, b) if order(a, b) == -1

# above is true where a is more than b.
above(a, b) if order(a, b) == 1

# unclear is true of two durations that cannot be compared because months and years differ in length.
unclear(a, b) if {
	parse(a).dimension == "duration"
	parse(b).dimension == "duration"
	not comparable(a, b)
}

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
