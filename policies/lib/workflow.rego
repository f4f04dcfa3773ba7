# METADATA
# title: The graph of a workflow
# description: |
#   The steps of the workflow that a rule looks at, and what they wait for. `before` is what must be done before a
#   step can start, however far back; `longest` is the longest way through the steps to the end of one. What needs
#   no argument is worked out once for all rules.
package interlock.lib.workflow

import data.interlock.lib.keeping
import data.interlock.lib.quantity

# production is true of a workflow that teams work by.
production if input.object.spec.status == "production"

# gated has the types of workflows that pass a gate, as the organisation says. A rule that asks names Organization in
# `reads`.
gated(gate) := types if {
	types := keeping.parameter("gates")[gate]
} else := {
	"qualityCheck": ["campaign", "content"],
	"legal": ["campaign", "content", "event"],
	"analysis": ["campaign"],
}[gate]

# names are those of the steps.
names := {name | name := input.object.spec.steps[_].name}

# waits has for each step the steps it waits for. Where two steps share a name, which is a finding of its own,
# the last one counts.
waits := {step.name: object.get(step, "dependsOn", []) | some step in input.object.spec.steps} if {
	count(names) == count(input.object.spec.steps)
} else := object.union_n([{step.name: object.get(step, "dependsOn", [])} | some step in input.object.spec.steps])

# launches are the steps of type launch.
launches := [input.object.spec.steps[i] | input.object.spec.steps[i].type == "launch"]

# analyses are the steps of type analysis.
analyses := [input.object.spec.steps[i] | input.object.spec.steps[i].type == "analysis"]

# platforms are those that run steps.
platforms := {name | name := input.object.spec.steps[_].automation.platform}

# run_by are the steps that a platform runs.
run_by(name) := [input.object.spec.steps[i] | input.object.spec.steps[i].automation.platform == name]

# before has for each step the names of those that must be done before it can start.
before(name) := graph.reachable(waits, waits[name]) - {name}

# name_of is where the name of a step stands.
name_of(step) := ["spec", "steps", step.name, "name"]

# place is where a field of a step stands, or the step's name where the field is missing.
place(step, field) := ["spec", "steps", step.name, field] if step[field] != null

place(step, field) := name_of(step) if object.get(step, field, null) == null

# levels has for each step its service level in minutes; a step without one takes no time.
levels := object.union_n([{step.name: level(step)} | some step in input.object.spec.steps])

default level(_) := 0

level(step) := quantity.duration(step.serviceLevel)

# longest is the longest way to the end of a step, that step included: its length in minutes, and the names of
# the steps on it from the first to the last (none where there are too many ways to list them).
longest(name) := {"minutes": way[0], "steps": array.reverse(way[1])} if {
	few_ways(name)
	way := max({[sum([levels[step] | some step in names; levels[step]]), names] |
		some names in graph.reachable_paths(waits, [name])
	})
}

longest(name) := {"minutes": far(levels)[name], "steps": []} if not few_ways(name)

# Listing the ways costs one step for each, and their number doubles with each pair of steps side by side.
few_ways(name) if {
	product([count(waits[step]) | some step in graph.reachable(waits, [name]); count(waits[step]) > 1]) <= 256
}

# far is what the ways add up to after 64 rounds, which is all of it unless a way has more than 64 steps.
far(times) := farther(farther(farther(farther(times))))

farther(times) := near(near(near(near(times))))

near(times) := round(round(round(round(times))))

round(times) := {step: time |
	some step, needed in waits
	time := levels[step] + max(array.concat([0], [times[other] | some other in needed]))
}
