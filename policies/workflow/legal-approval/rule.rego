# METADATA
# title: What launches in a regulated market was approved by legal
# description: |
#   In markets with a regulated industry a claim that nobody from legal has read can end in a fine or a recall. The
#   workflow that serves them has a legal approval before its launch.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [Organization]
#   framework: [W5, B2]
#   remedy: put a step of type legal, or an approval by a legal role, before the launch
package interlock.rules.workflow["legal-approval"]

import data.interlock.lib.keeping
import data.interlock.lib.text
import data.interlock.lib.tree
import data.interlock.lib.workflow

report contains {
	"path": workflow.name_of(launch),
	"region": market,
	"message": sprintf("%s goes out in %s without legal approval", [text.quoted(launch.name), market]),
	"label": sprintf("regulated: %s", [text.names(sort(industries))]),
	"related": [{
		"object": {"kind": "Region", "name": declared, "region": "global"},
		"path": ["spec", "regulated"],
		"message": "what is regulated",
	}],
} if {
	workflow.production
	input.object.spec.type in workflow.gated("legal")
	some launch in workflow.launches
	needed := workflow.before(launch.name) | {launch.name}
	count(needed & legal_steps) == 0
	count(needed & legal_roles) == 0
	some market in tree.markets(input.regions)
	industries := {industry | some industry in tree.inherited(market, "regulated")}
	count(industries) > 0
	declared := [name |
		some name in tree.path(market)
		count(object.get(data.interlock.regions, [name, "spec", "regulated"], [])) > 0
	][0]
}

# legal_steps are the names of the steps that are legal's.
legal_steps := {input.object.spec.steps[i].name | input.object.spec.steps[i].type == "legal"}

# legal_roles are the names of the steps that need the approval of a legal role.
legal_roles := {step.name |
	some step in input.object.spec.steps
	some approval in step.approvals
	legal(approval)
}

legal(approval) if approval.role in named

legal(approval) if {
	not named
	some words in [approval.name, approval.role]
	contains(lower(words), "legal")
}

# named are the roles that the organisation calls legal.
named := keeping.parameter("gates").legalRoles
