# METADATA
# title: Everything has an owner
# description: |
#   An agreement that belongs to nobody is kept by nobody: a team decides about each object, and a person answers for
#   the team.
# custom:
#   severity: error
#   scope: object
#   kinds: ["*"]
#   when: home
#   framework: [G8]
#   remedy: name the team that decides in metadata.owner, and the person who answers for a team in spec.lead
package interlock.rules.governance["no-owner"]

import data.interlock.lib.text

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("nobody owns %s", [text.quoted(input.object.metadata.name)]),
	"label": "expected an `owner` beside the name",
} if {
	input.region == input.home
	input.object.kind != "Team"
	not input.object.metadata.owner
}

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("nobody answers for team %s", [text.quoted(input.object.metadata.name)]),
	"label": "expected a `lead` in its spec",
} if {
	input.region == input.home
	input.object.kind == "Team"
	not input.object.spec.lead.role
}
