# METADATA
# title: Stances
# description: |
#   The entries of standards that govern the changes of a form: which of them bind the region that made it, how
#   strict they are, and where they stand.
package interlock.lib.stance

import data.interlock.lib.quantity
import data.interlock.lib.text

# strictness orders the stances: a standard for a region may only be as strict as those from above, or stricter.
strictness := {
	"standardize": 3,
	"bounded": 2,
	"mustLocalize": 1,
	"localize": 0,
}

# local holds the stances that leave a value to the regions.
local := {"localize", "mustLocalize"}

# standardized are the changes of values that a standard keeps the same everywhere, each with the entry that says
# so, those from above first. A standard binds the regions below the one that set it, not that one itself, and
# what lies inside a member that the region adds is the region's own. All rules on changes begin with the ones of
# their stance, so that what is right costs no more than being passed over once.
standardized := [{"change": change, "entry": entry} |
	some i, j
	input.changes[i].governed[j].stance == "standardize"
	change := input.changes[i]
	not change.inside
	entry := change.governed[j]
	entry.standard.region != input.region
]

# bounds is true of an entry that bounds what the region may set, also inside a member that the region adds.
bounds(entry) if {
	entry.stance == "bounded"
	entry.standard.region != input.region
}

# limit is what a minimum or maximum comes to for a change: `base` stands for what the region above has, and bounds
# nothing where that has nothing; `today`, `today+6mo` and `today-2w` count from the day of the run.
limit(written, _) := fixed(written)

limit("base", change) := change.from

limit(written, _) := day(written)

# day is the day that a bound from the day of the run on comes to.
day("today") := data.interlock.run.date

day(written) := quantity.after(data.interlock.run.date, trim_prefix(written, "today+")) if {
	dated(written)
	regex.match(day_form, written)
	startswith(written, "today+")
}

day(written) := quantity.days_after(data.interlock.run.date, 0 - ceil(length / 1440)) if {
	dated(written)
	regex.match(day_form, written)
	startswith(written, "today-")
	length := quantity.duration(trim_prefix(written, "today-"))
}

day_form := `^today(?:[+-][1-9][0-9]{0,3}(?:d|w|mo|y))?$`

# fixed is a bound that is the same for every object on every day.
fixed(written) := written if {
	written != "base"
	not dated(written)
}

# dated is true of a bound that counts from the day of the run, or was meant to.
dated(written) if {
	is_string(written)
	startswith(written, "today")
}

# contradicted is true where a standard of the same region leaves local what this entry takes away: then the
# standards disagree, and no region is to blame.
contradicted(change, entry) if count(contradictions(change, entry)) > 0

# contradictions are the entries of the same region that leave local what this entry takes away.
contradictions(change, entry) := [other |
	some other in change.overruled
	other.stance in local
	other.standard.region == entry.standard.region
	object.get(other.standard, "adopted", false) == object.get(entry.standard, "adopted", false)
]

# place is where in its standard an entry says what it says.
place(entry) := ["spec", "fields", entry.field, "stance"] if entry.field >= 0

place(entry) := ["spec", "otherwise"] if entry.field < 0

# standard names the standard of an entry as an object.
standard(entry) := {"kind": "Standard", "name": entry.standard.name, "region": entry.standard.region}

# named is the standard of an entry in words.
named(entry) := sprintf("the adopted standard %s", [text.quoted(entry.standard.name)]) if entry.standard.adopted

named(entry) := sprintf("standard %s of %s", [text.quoted(entry.standard.name), entry.standard.region]) if {
	not object.get(entry.standard, "adopted", false)
}

# owner is the team that decides on the standard of an entry, empty where it has none.
owner(entry) := object.get(entry.standard, "owner", "")
