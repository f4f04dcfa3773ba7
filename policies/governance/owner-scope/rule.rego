# METADATA
# title: An owner stands at or above what it owns
# description: |
#   Who owns something decides for every region in which it is effective. A regional team that owns a global object, or
#   one of a neighbouring region, would decide for markets that it does not answer for.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   reads: [Team]
#   when: home
#   framework: [G8]
#   remedy: name a team of the same region or of one above it, or move the object to the region of its owner
package interlock.rules.governance["owner-scope"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["metadata", "owner"],
	"message": sprintf("%s is a team of %s and cannot own what belongs to %s", [
		text.quoted(owner), text.names(homes), input.home,
	]),
	"label": sprintf("expected a team of %s", [concat(" or ", tree.path(input.home))]),
	"related": [{
		"object": {"kind": "Team", "name": owner, "region": homes[0]},
		"path": ["metadata", "region"],
		"message": "the team belongs here",
	}],
} if {
	input.region == input.home
	owner := input.object.metadata.owner
	not data.interlock.effective.Team[input.home][owner]
	homes := sort([region | some region, teams in data.interlock.objects.Team; teams[owner]])
	not within(homes)
}

# within is true where one of the regions is at or above the object's; a team that does not exist at all is
# another finding.
within(homes) if count(homes) == 0

within(homes) if {
	some region in homes
	region in tree.path(input.home)
}
