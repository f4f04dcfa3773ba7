# METADATA
# title: Stances
# description: |
#   Questions on the entries of standards that govern a change: which of them bind the region that made it, how
#   strict they are, and where they stand.
package interlock.lib.stance

# strictness orders the stances: a standard for a region may only be as strict as those from above, or stricter.
strictness := {
	"standardize": 3,
	"bounded": 2,
	"mustLocalize": 1,
	"localize": 0,
}

# local holds the stances that leave a value to the regions.
local := {"localize", "mustLocalize"}

# binding are the entries that govern a change and bind the region of this form, those from above first. A
# standard binds the regions below the one that set it, not that one itself.
binding(change) := [entry |
	some entry in change.governed
	entry.standard.region != input.region
]

# contradicted is true where a standard of the same region leaves local what this entry takes away: then the
# standards disagree, and no region is to blame.
contradicted(change, entry) if count(contradictions(change, entry)) > 0

# contradictions are the entries of the same region that leave local what this entry takes away.
contradictions(change, entry) := [other |
	some other in change.overruled
	other.stance in local
	other.standard.region == entry.standard.region
]

# place is where in its standard an entry says what it says.
place(entry) := ["spec", "fields", entry.field, "stance"] if entry.field >= 0

place(entry) := ["spec", "otherwise"] if entry.field < 0

# standard names the standard of an entry as an object.
standard(entry) := {"kind": "Standard", "name": entry.standard.name, "region": entry.standard.region}

# owner is the team that decides on the standard of an entry, empty where it has none.
owner(entry) := object.get(entry.standard, "owner", "")
