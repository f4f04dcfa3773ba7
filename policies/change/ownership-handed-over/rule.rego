# METADATA
# title: Whoever takes something over has said so
# description: |
#   An owner answers for an object and decides about changes. Written down by the side that gives it away, a hand-over
#   leaves an agreement with a team that does not know of it.
# custom:
#   severity: error
#   scope: change
#   kinds: ["*"]
#   reads: [Team]
#   framework: [S8, G8]
#   remedy: the receiving team adds to its own document, below `accepts`, from whom it takes over what
package interlock.rules.change["ownership-handed-over"]

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": ["metadata", "owner"],
	"message": sprintf("%s goes from %s to %s, which has not accepted it", [
		change.entitled(input), text.quoted(giving), text.quoted(input.owner),
	]),
	"label": sprintf("%s before", [text.quoted(giving)]),
	"owner": input.owner,
	"help": sprintf("%s adds to its document: `accepts: [{from: %s, objects: [{kind: %s, name: %s}]}]`", [
		text.quoted(input.owner), giving, input.kind, input.name,
	]),
	"related": array.concat([change.base(["metadata", "owner"], "before")], receiver),
} if {
	input.action in {"changed", "renamed"}
	giving := input.before.metadata.owner
	input.after.metadata.owner != giving
	not renamed(giving)
	not accepted(giving)
}

# teams are the documents of the receiving team.
teams := {region: team |
	some region
	team := data.interlock.objects.Team[region][input.after.metadata.owner]
}

# renamed is true of a team that goes on under another name.
renamed(giving) if {
	some team in teams
	team.metadata.previously == giving
}

accepted(giving) if {
	some team in teams
	some handover in team.spec.accepts
	handover.from == giving
	covers(handover)
}

covers(handover) if not handover.objects

covers(handover) if {
	some object_ in handover.objects
	object_.kind == input.kind
	object_.name == input.name
	object.get(object_, "region", input.region) == input.region
}

receiver := [{
	"object": {"kind": "Team", "name": team.metadata.name, "region": region},
	"path": ["metadata", "name"],
	"message": "the team that has to accept it",
} |
	some region, team in teams
]
