# METADATA
# title: A reactive program came through intake, a proactive one has a champion
# description: |
#   What somebody asked for needs the one who asked, and the request by which it was weighed against others. What
#   nobody asked for needs somebody who stands up for it.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P4]
#   remedy: name requester and intake of a reactive program, the champion of a proactive one
package interlock.rules.program["no-origin"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "origin", "type"],
	"message": sprintf("%s program %s has no %s", [origin.type, text.quoted(input.object.metadata.name), field]),
	"label": sprintf("expected `%s` beside it", [field]),
} if {
	some field in {"reactive": ["requester", "intake"], "proactive": ["champion"]}[origin.type]
	not origin[field]
}

origin := input.object.spec.origin
