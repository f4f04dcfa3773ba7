# METADATA
# title: A platform that runs a step serves every market of the workflow
# description: |
#   An automated step stands still where its platform is not to be had, or is not there yet. The workflow then works on
#   the slides and stops in that market.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [Platform]
#   framework: [W8]
#   remedy: let the platform serve these markets, or localize the step for them
package interlock.rules.workflow["automation-platform"]

import data.interlock.lib.platform
import data.interlock.lib.text
import data.interlock.lib.tree
import data.interlock.lib.workflow

report contains {
	"path": ["spec", "steps", step.name, "automation", "platform"],
	"region": market,
	"message": sprintf("%s does not serve %s", [text.quoted(name), market]),
	"label": sprintf("runs step %s there", [text.quoted(step.name)]),
} if {
	some name in workflow.platforms
	not platform.seen(input.regions, name).everywhere
	platform.known(name)
	some market in tree.markets(input.regions)
	not platform.status(market, name)
	some step in workflow.run_by(name)
}

report contains {
	"path": ["spec", "steps", step.name, "automation", "platform"],
	"region": market,
	"message": sprintf("%s is only planned in %s", [text.quoted(name), market]),
	"label": sprintf("runs step %s there, in production", [text.quoted(step.name)]),
	"related": [platform.lifecycle(market, name, "planned here")],
} if {
	workflow.production
	some name in workflow.platforms
	"planned" in platform.seen(input.regions, name).statuses
	some market in tree.markets(platform.having(name, "planned"))
	some step in workflow.run_by(name)
}
