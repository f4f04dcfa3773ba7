# METADATA
# title: The graph of a workflow
# description: |
#   The steps of a workflow and what they wait for. `before` is what must be done before a step can start,
#   however far back; `longest` is the longest way through the steps to the end of one.
package interlock.lib.workflow

import data.interlock.lib.quantity

# steps are the steps of a workflow in their order.
steps(object_) := object.get(object_, ["spec", "steps"], [])

# of_type are the steps of a type.
of_type(object_, type) := [step | some step in steps(object_); step.type == type]

# production is true of a workflow that teams work by.
production(object_) if object_.spec.status == "production"

# waits has for each step the steps it waits for. Where two steps share a name, which is a finding of its own,
# the last one counts.
waits(object_) := object.union_n([{step.name: dependencies(step)} | some step in steps(object_)])

# dependencies are the names of the steps that a step waits for itself.
dependencies(step) := step.dependsOn if is_array(step.dependsOn)

dependencies(step) := [] if not is_array(object.get(step, "dependsOn", null))

# before are the names of the steps that must be done before a step can start.
before(waits_, name) := graph.reachable(waits_, object.get(waits_, name, [])) - {name}

# name_of is where the name of a step stands.
name_of(step) := ["spec", "steps", step.name, "name"]

# place is where a field of a step stands, or the step's name where the field is missing.
place(step, field) := ["spec", "steps", step.name, field] if step[field] != null

place(step, field) := name_of(step) if object.get(step, field, null) == null

# levels has for each step its service level in minutes; a step without one takes no time.
levels(object_) := object.union_n([{step.name: level(step)} | some step in steps(object_)])

default level(_) := 0

level(step) := quantity.duration(step.serviceLevel)

# longest is the longest way to the end of a step, that step included: its length in minutes, and the names of
# the steps on it from the first to the last (none where there are too many ways to list them).
longest(waits_, levels_, name) := {"minutes": way[0], "steps": array.reverse(way[1])} if {
	few_ways(waits_, name)
	way := max({[sum([levels_[step] | some step in names; levels_[step]]), names] |
		some names in graph.reachable_paths(waits_, [name])
	})
}

longest(waits_, levels_, name) := {"minutes": far(waits_, levels_, levels_)[name], "steps": []} if {
	not few_ways(waits_, name)
}

# Listing the ways costs one step for each, and their number doubles with each pair of steps side by side.
few_ways(waits_, name) if {
	product([count(waits_[step]) | some step in graph.reachable(waits_, [name]); count(waits_[step]) > 1]) <= 256
}

# far is what the ways add up to after 64 rounds, which is all of it unless a way has more than 64 steps.
far(waits_, levels_, times) := farther(waits_, levels_, farther(waits_, levels_, farther(waits_, levels_, farther(waits_, levels_, times))))

farther(waits_, levels_, times) := near(waits_, levels_, near(waits_, levels_, near(waits_, levels_, near(waits_, levels_, times))))

near(waits_, levels_, times) := round(waits_, levels_, round(waits_, levels_, round(waits_, levels_, round(waits_, levels_, times))))

round(waits_, levels_, times) := {step: time |
	some step, needed in waits_
	time := levels_[step] + max(array.concat([0], [times[other] | some other in needed]))
}
