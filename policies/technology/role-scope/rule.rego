# METADATA
# title: A role is held by teams of its own region
# description: |
#   The role of a region opens the data of that region. A team from elsewhere that holds it sees people who were
#   promised otherwise.
# custom:
#   severity: error
#   scope: object
#   kinds: [AccessRole]
#   reads: [Team]
#   framework: [T8]
#   remedy: take the team out of spec.teams, or define the role in a region that both belong to
package interlock.rules.technology["role-scope"]

import data.interlock.lib.team
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "teams", i],
	"message": sprintf("team %s does not belong to %s", [text.quoted(name), input.home]),
	"label": sprintf("expected a team of %s, or of a region above or below", [input.home]),
} if {
	input.home != "global"
	some i, name in input.object.spec.teams
	homes := team.homes(name)
	count(homes) > 0
	every home in homes {
		not home in tree.path(input.home)
		not input.home in tree.path(home)
	}
}
