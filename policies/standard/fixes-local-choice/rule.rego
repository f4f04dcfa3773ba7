# METADATA
# title: What one standard leaves to the regions, no other one fixes
# description: |
#   Timing, content, vendors and channels are chosen where the market is known. Where one standard leaves a value to
#   the regions and another one of the same level fixes it, a region that has chosen cannot know which to follow:
#   the standards are to be put right, not the region.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   when: standardized
#   framework: [S2]
#   remedy: let the two owners agree on one stance, and write it in one standard
package interlock.rules.standard["fixes-local-choice"]

import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"object": stance.standard(entry),
	"path": stance.place(entry),
	"message": sprintf("standard %s fixes %s of %s/%s, on which %s has decided", [
		text.quoted(entry.standard.name), text.quoted(change.path), input.object.kind, input.object.metadata.name, input.region,
	]),
	"label": sprintf("standard %s leaves it to the regions", [text.quoted(other.standard.name)]),
	"owner": stance.owner(entry),
	"related": [
		{"object": stance.standard(other), "path": stance.place(other), "message": "the standard that leaves it local"},
		{"object": own, "path": change.at, "message": sprintf("what %s has decided", [input.region])},
	],
} if {
	some pair in stance.standardized
	change := pair.change
	entry := pair.entry
	other := stance.contradictions(change, entry)[0]
	own := {"kind": input.object.kind, "name": input.object.metadata.name, "region": input.region}
}
