# METADATA
# title: Each data entity has one definition
# description: |
#   Two definitions under one title are two counts under one name. A region that needs another meaning gives it
#   another title.
# custom:
#   severity: error
#   scope: repository
#   kinds: [DataEntity]
#   framework: [D1]
#   remedy: keep one of the two, or give one another title
package interlock.rules.data["duplicate-entity"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"object": named(entry),
	"path": ["spec", "title"],
	"message": sprintf("%s is defined a second time; data entity %s of %s has this title", [text.quoted(entry[3]), text.quoted(first[2]), first[1]]),
	"label": "expected a title of its own",
	"related": [{"object": named(first), "path": ["spec", "title"], "message": "the other definition"}],
} if {
	some entries in titled
	count(entries) > 1
	first := sort(entries)[0]
	some entry in entries
	entry != first
}

# titled has for each title the entities that carry it, those from furthest above first.
titled[text.folded(entity.spec.title)] contains [count(tree.path(region)), region, name, entity.spec.title] if {
	some region, entities in data.interlock.objects.DataEntity
	some name, entity in entities
}

named(entry) := {"kind": "DataEntity", "name": entry[2], "region": entry[1]}
