# METADATA
# title: The steps fit into the promised lead time
# description: |
#   The lead time is what the business plans a launch by. When the service levels on the longest way to the launch add
#   up to more, the promise is broken before the first request comes in.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   framework: [W6]
#   remedy: shorten a step on the longest way, let steps run side by side, or promise more time
package interlock.rules.workflow["lead-time"]

import data.interlock.lib.quantity
import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": place(way),
	"message": sprintf("the steps up to %s take %s, more than the lead time of %s", [
		text.quoted(last.name), quantity.written(way.minutes), text.quoted(promised),
	]),
	"label": label(way),
	"related": [{
		"object": {"kind": "Workflow", "name": input.object.metadata.name, "region": input.region},
		"path": ["spec", "leadTime"],
		"message": "the lead time that is promised",
	}],
} if {
	promised := input.object.spec.leadTime
	limit := quantity.duration(promised)

	not fits(limit)
	some last in ends
	way := workflow.longest(last.name)
	way.minutes > limit
}

# fits is true where all steps one after the other fit, as then the longest way does: plainly, where they would
# even if each took as long as the longest of them.
fits(limit) if count(input.object.spec.steps) * quantity.longest(levels) <= limit

fits(limit) if sum([quantity.duration(step.serviceLevel) | some step in input.object.spec.steps]) <= limit

levels := {level | level := input.object.spec.steps[_].serviceLevel}

# ends are what the lead time ends with: the launches, or any step but the analysis where there is no launch.
ends := workflow.launches if count(workflow.launches) > 0

ends := [step | some step in input.object.spec.steps; step.type != "analysis"] if count(workflow.launches) == 0

label(way) := sprintf("the longest way: %s", [concat(" → ", way.steps)]) if count(way.steps) > 0

label(way) := "the longest way through its steps" if count(way.steps) == 0

# place is what this region changed on the longest way, or else the lead time.
place(way) := changed(way)[0] if count(changed(way)) > 0

place(way) := ["spec", "leadTime"] if count(changed(way)) == 0

changed(way) := [change.at |
	some change in input.changes
	change.action != "remove"
	change.at[1] == "steps"
	change.at[2] in way.steps
	array.slice(change.at, 3, 99) in [[], ["serviceLevel"], ["dependsOn"]]
]
