# METADATA
# title: Campaigns are asked for in one way, everywhere
# description: |
#   Where there is no one way to ask, requests come by mail, in meetings and through friends, and nobody can say how
#   many there are or which came first. An organisation that says how requests are ranked, or which gates work passes,
#   also names the workflow by which campaigns are asked for; it is in production, and each market has it.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization, Workflow]
#   reads: [Organization]
#   when: home
#   framework: [W1]
#   remedy: write a workflow of type intake for the whole organisation, and name it in spec.intake of the organisation
package interlock.rules.workflow["no-intake"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": "the organisation does not say how campaigns are asked for",
	"label": "expected `intake` beside the title",
} if {
	input.object.kind == "Organization"
	not input.object.spec.intake
	begun
}

report contains {
	"path": ["spec", field],
	"message": sprintf("requests cannot come through %s: its %s is %s", [
		text.quoted(input.object.metadata.name), field, text.quoted(input.object.spec[field]),
	]),
	"label": sprintf("expected %s", [text.quoted(expected)]),
} if {
	named
	some field, expected in {"type": "intake", "status": "production"}
	input.object.spec[field] != expected
}

report contains {
	"path": ["metadata", "appliesTo"],
	"region": market,
	"message": sprintf("nobody in %s can ask through %s", [market, text.quoted(input.object.metadata.name)]),
	"label": "the one way to ask, for each market",
} if {
	named
	applies := input.object.metadata.appliesTo
	some market, region in data.interlock.regions
	region.children == []
	count({name | some name in applies} & {name | some name in region.path}) == 0
}

# begun is true of an organisation that has begun to write down how work is taken on.
begun if input.object.spec.prioritization

begun if input.object.spec.gates

# named is true of the workflow that the organisation names.
named if {
	input.object.kind == "Workflow"
	input.home == "global"
	input.object.metadata.name == keeping.parameter("intake")
}
