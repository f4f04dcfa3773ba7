# METADATA
# title: Workflows for regulated markets have the review that the brand demands
# description: |
#   A brand standard names the review that proves it, and the industries that need it. In a market of such an
#   industry nothing is published without that review.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [BrandStandard]
#   framework: [B2]
#   remedy: add the approval that the brand standard names to a step of the workflow
package interlock.rules.brand["review-missing"]

import data.interlock.lib.text
import data.interlock.lib.tree
import data.interlock.lib.workflow

report contains {
	"path": ["spec", "title"],
	"region": market,
	"message": sprintf("%s has no approval %s in %s", [text.quoted(input.object.spec.title), text.quoted(approval), market]),
	"label": sprintf("demanded by %s", [text.quoted(standard.spec.title)]),
	"related": [{
		"object": {"kind": "BrandStandard", "name": name, "region": input.region},
		"path": ["spec", "approval"],
		"message": "the review",
	}],
} if {
	workflow.production
	some name, standard in data.interlock.effective.BrandStandard[input.region]
	input.object.spec.type in standard.spec.workflows
	approval := standard.spec.approval
	not approval in approvals
	some market in tree.markets(input.regions)
	some industry in tree.inherited(market, "regulated")
	industry in standard.spec.industries
}

approvals := {words |
	some step in input.object.spec.steps
	some given in step.approvals
	some words in [given.name, given.role]
}
