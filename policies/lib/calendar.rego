# METADATA
# title: Calendars
# description: |
#   Which calendars bind which market. A rule that asks names Calendar in `reads`.
package interlock.lib.calendar

# binding has, for each market, the calendars that it heeds: all that are effective there, its own and those of the
# regions above it, unless they are for countries that it does not serve. A market that names no countries heeds all.
binding := {market: kept |
	some market, region in data.interlock.regions
	region.children == []
	kept := {name: calendar.spec |
		some name, calendar in data.interlock.effective.Calendar[market]
		not foreign(calendar.spec, region.spec)
	}
}

foreign(calendar, region) if {
	calendar.countries
	count(region.countries) > 0
	count({country | some country in calendar.countries; country in region.countries}) == 0
}
