# METADATA
# title: Reviews
# description: |
#   When something that is done again and again was last done, and when it is due.
package interlock.lib.review

import data.interlock.lib.keeping
import data.interlock.lib.quantity

# due is the day by which the next review is due: the last one and the interval, as the calendar has it.
due(last, interval) := quantity.after(last, interval)

# overdue is true where that day is past.
overdue(last, interval) if {
	last < data.interlock.run.date
	due(last, interval) < data.interlock.run.date
}

# soon is true where that day comes within the notice of the organisation for such things, yet not before three
# quarters of the interval are over: what is done every week is not always due.
soon(last, interval, notice) if {
	day := due(last, interval)
	day >= data.interlock.run.date
	days := min([
		ceil(quantity.duration(notice) / quantity.minutes.d),
		floor(quantity.duration(interval) / (4 * quantity.minutes.d)),
	])
	days > 0
	day <= quantity.days_after(data.interlock.run.date, days)
}

# ahead is the day up to which something is soon, as the organisation has it in its `notice`.
ahead(name) := quantity.after(data.interlock.run.date, notice[name])

# notice is how long before something is due interlock says so: what the organisation says, else these. The schema of
# Organization tells them, too.
notice := object.union({"reviews": "1w", "status": "3d", "programs": "2w", "phases": "1mo", "evaluations": "2mo", "libraries": "1mo", "waivers": "30d"}, object.get(organization, "notice", {}))

default organization := {}

organization := [known.spec | some known in keeping.organizations][0]
