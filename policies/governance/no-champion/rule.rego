# METADATA
# title: Each team has an operations champion
# description: |
#   The champion is the one in the team who knows how things are done, hears of changes first and says what does not
#   work. A team without one learns of a new process when its campaign is refused.
# custom:
#   severity: error
#   scope: object
#   kinds: [Team]
#   when: home
#   framework: [G7]
#   remedy: name the champion's role in spec.champion
package interlock.rules.governance["no-champion"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("team %s has no operations champion", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `champion` beside the title",
	"owner": object.get(input.object.metadata, "owner", ""),
} if {
	input.region == input.home
	not input.object.spec.champion.role
}
