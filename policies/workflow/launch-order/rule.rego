# METADATA
# title: A launch waits for everything that prepares it
# description: |
#   A review that the launch does not wait for comes too late on the day it matters. Each step before the analysis
#   comes before a launch, or after one because it is meant to.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W3]
#   remedy: let the launch, or a step before it, depend on this step; or let the step depend on the launch
package interlock.rules.workflow["launch-order"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": workflow.name_of(step),
	"message": sprintf("%s does not wait for step %s", [
		text.list([launch.name | some launch in launches]), text.quoted(step.name),
	]),
	"label": "neither before nor after the launch",
	"related": [{
		"object": {"kind": "Workflow", "name": input.object.metadata.name, "region": input.region},
		"path": workflow.place(launch, "dependsOn"),
		"message": "what the launch waits for",
	} |
		some launch in launches
	],
} if {
	workflow.production
	launches := workflow.launches
	count(launches) > 0
	needed := union({workflow.before(launch.name) | some launch in launches})
	ends := {step.name | some step in array.concat(launches, workflow.analyses)} # which no launch waits for
	some name in ((workflow.names - needed) - ends)
	not after(name)
	some step in input.object.spec.steps
	step.name == name
}

after(name) if {
	some launch in workflow.launches
	launch.name in workflow.before(name)
}
