# METADATA
# title: A platform is owned where it is managed
# description: |
#   Central platforms are run by the centre for everyone, regional ones by the region that knows the need. Where the
#   owner sits on the other side, requests go to a team that cannot fulfil them.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [Team]
#   when: home
#   framework: [T2]
#   remedy: let the side that manages the platform own it, or change its management
package interlock.rules.technology["management-owner"]

import data.interlock.lib.team
import data.interlock.lib.text

report contains {
	"path": ["spec", "management"],
	"message": sprintf("centrally managed, but owned by %s of %s", [text.quoted(owner), text.names(homes)]),
	"label": "expected a global team as its owner",
	"related": [said],
} if {
	managed == "central"
	not "global" in homes
	count(homes) > 0
}

report contains {
	"path": ["spec", "management"],
	"message": sprintf("regionally managed, but owned by the global team %s", [text.quoted(owner)]),
	"label": "expected a team of the region that manages it",
	"related": [said],
} if {
	managed == "regional"
	homes == ["global"]
}

managed := input.object.spec.management if input.region == input.home

owner := input.object.metadata.owner

# homes are the regions of the owner; more than one where teams of several regions share the name.
homes := sort(team.homes(owner))

said := {
	"object": {"kind": "Platform", "name": input.object.metadata.name, "region": input.home},
	"path": ["metadata", "owner"],
	"message": "the owner",
}
