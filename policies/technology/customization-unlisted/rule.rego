# METADATA
# title: A region sets up only what the platform leaves to it
# description: |
#   What regions may set up in their own way is written down with the platform, so that everything else can be relied
#   on. A setting that one region changes beyond the list is what the next release breaks, and what support does not know.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   when: changes
#   framework: [T3]
#   remedy: take the setting back, or have the owner of the platform add it to spec.customization
package interlock.rules.technology["customization-unlisted"]

import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s sets up %s, which is not listed", [input.region, text.quoted(change.at[2])]),
	"label": sprintf("regions may set up %s", [text.list(listed)]),
} if {
	some change in input.changes
	change.at[1] == "settings"
	not change.inside
	not change.at[2] in {replace(lower(words), " ", "-") | some words in listed}
}

# A region that makes the list longer gives itself the right. With a standard that lets regions add to it, the owner
# has given it.
report contains {
	"path": change.at,
	"message": sprintf("%s adds %s to what it may set up", [input.region, text.list(added)]),
	"label": "decided by the owner of the platform",
} if {
	some change in input.changes
	change.at == ["spec", "customization"]
	change.action != "remove"
	count(change.governed) == 0
	added := [words | some words in change.to; not words in object.get(change, "from", [])]
	count(added) > 0
}

listed := object.get(input.object.spec, "customization", [])
