# METADATA
# title: A reactive program came through intake, a proactive one has a champion
# description: |
#   What somebody asked for needs the one who asked, and the request by which it was weighed against others. What
#   nobody asked for needs somebody who stands up for it. A program that says neither has neither.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   when: home
#   framework: [P4]
#   remedy: say in spec.origin whether it is proactive, with its champion, or reactive, with requester and intake
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

report contains {
	"path": ["spec", "title"],
	"message": sprintf("nobody says where program %s came from", [text.quoted(input.object.metadata.name)]),
	"label": "expected an `origin` beside the title: proactive or reactive",
} if {
	not input.object.spec.origin
	input.object.spec.status in {"proposed", "planned", "running"}
}

origin := input.object.spec.origin
