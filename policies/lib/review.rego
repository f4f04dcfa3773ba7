# METADATA
# title: Reviews
# description: |
#   When something that is done again and again was last done, and when it is due.
package interlock.lib.review

import data.interlock.lib.quantity

# due is the day by which the next review is due: the last one and the interval, in whole days.
due(last, interval) := quantity.days_after(last, ceil(quantity.duration(interval) / 1440))

# overdue is true where that day is past.
overdue(last, interval) if due(last, interval) < data.interlock.run.date
