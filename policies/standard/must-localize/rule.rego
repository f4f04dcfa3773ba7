# METADATA
# title: Each region sets what it must decide itself
# description: |
#   Some values cannot be right for everyone: the calendar a market works by, the person who answers there. The
#   global value is only a placeholder, and a market that keeps it has not decided yet.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   when: left
#   framework: [S2, S3]
#   remedy: set the value in a Localization of the region, or of one above it
package interlock.rules.standard["must-localize"]

import data.interlock.lib.stance
import data.interlock.lib.text

report contains {
	"path": left.at,
	"region": region,
	"message": sprintf("%s must set %s", [region, text.quoted(left.path)]),
	"label": "only a placeholder: each region decides this itself",
	"owner": stance.owner(left),
	"related": [{
		"object": stance.standard(left),
		"path": stance.place(left),
		"message": "the standard that leaves it to the regions",
	}],
} if {
	some left in input.left
	some region in left.regions
}
