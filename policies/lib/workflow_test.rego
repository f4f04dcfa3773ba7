package interlock.lib.workflow_test

import data.interlock.lib.workflow

campaign := {"spec": {
	"status": "production",
	"steps": [
		{"name": "brief", "type": "brief", "serviceLevel": "2d"},
		{"name": "copy", "type": "build", "serviceLevel": "3d", "dependsOn": ["brief"]},
		{"name": "design", "type": "build", "serviceLevel": "5d", "dependsOn": ["brief"], "gate": "none"},
		{"name": "check", "type": "quality-assurance", "dependsOn": ["copy", "design"]},
		{"name": "launch", "type": "launch", "serviceLevel": "4h", "dependsOn": ["check"]},
		{"name": "analysis", "type": "analysis", "serviceLevel": "2w", "dependsOn": ["launch"]},
	],
}}

test_waits if {
	workflow.waits(campaign).check == ["copy", "design"]
	workflow.waits(campaign).brief == []
}

test_two_steps_of_one_name_are_no_fault_here if {
	workflow.waits({"spec": {"steps": [{"name": "a", "dependsOn": ["b"]}, {"name": "a"}]}}) == {"a": []}
}

test_a_workflow_without_steps if {
	workflow.waits({"spec": {}}) == {}
	workflow.before({}, "launch") == set()
	workflow.of_type({"spec": {}}, "launch") == []
}

test_dependencies_that_are_no_list if {
	workflow.dependencies({"name": "a", "dependsOn": "b"}) == []
	workflow.dependencies({"name": "a"}) == []
}

test_before if {
	waits := workflow.waits(campaign)
	workflow.before(waits, "launch") == {"brief", "copy", "design", "check"}
	workflow.before(waits, "brief") == set()
	workflow.before(waits, "nobody") == set()
}

test_before_ends_in_a_cycle if {
	workflow.before({"a": ["b"], "b": ["a"]}, "a") == {"b"}
}

test_before_leaves_out_unknown_steps if workflow.before({"a": ["x"]}, "a") == set()

test_place if {
	workflow.place({"name": "check", "gate": "none"}, "gate") == ["spec", "steps", "check", "gate"]
	workflow.place({"name": "check"}, "gate") == ["spec", "steps", "check", "name"]
	workflow.place({"name": "check", "required": false}, "required") == ["spec", "steps", "check", "required"]
}

test_longest if {
	waits := workflow.waits(campaign)
	way := workflow.longest(waits, workflow.levels(campaign), "launch")
	way.minutes == ((2 + 5) * 1440) + 240
	way.steps == ["brief", "design", "check", "launch"]
}

test_longest_in_a_cycle_ends if {
	workflow.longest({"a": ["b"], "b": ["a"]}, {"a": 1, "b": 2}, "a").minutes == 3
}

# Twelve pairs of steps side by side make 4,096 ways.
pairs := object.union_n([{
	sprintf("s%d", [i]): deps,
	sprintf("t%d", [i]): deps,
} |
	some i in numbers.range(0, 11)
	deps := [name | i > 0; some name in [sprintf("s%d", [i - 1]), sprintf("t%d", [i - 1])]]
])

test_longest_of_very_many_ways if {
	waits := object.union(pairs, {"launch": ["s11", "t11"]})
	levels := {name: n | some name, _ in waits; n := weight(name)}
	workflow.longest(waits, levels, "launch") == {"minutes": 37, "steps": []}
}

weight(name) := 3 if startswith(name, "s")

weight(name) := 1 if not startswith(name, "s")
