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
	workflow.waits.check == ["copy", "design"] with input.object as campaign
	workflow.waits.brief == [] with input.object as campaign
}

test_two_steps_of_one_name_are_no_fault_here if {
	workflow.waits == {"a": []} with input.object as {"spec": {"steps": [{"name": "a", "dependsOn": ["b"]}, {"name": "a"}]}}
}

test_a_workflow_without_steps if {
	workflow.waits == {} with input.object as {"spec": {}}
	workflow.launches == [] with input.object as {"spec": {}}
	not workflow.before("launch") with input.object as {"spec": {}}
}

test_production if {
	workflow.production with input.object as campaign
	not workflow.production with input.object as {"spec": {"status": "draft"}}
}

test_steps_of_a_type if {
	[step.name | some step in workflow.launches] == ["launch"] with input.object as campaign
	[step.name | some step in workflow.analyses] == ["analysis"] with input.object as campaign
	workflow.names == {"brief", "copy", "design", "check", "launch", "analysis"} with input.object as campaign
}

test_run_by if {
	send := {"name": "send", "automation": {"platform": "mailer"}}
	object_ := {"spec": {"steps": [{"name": "brief"}, send]}}
	workflow.platforms == {"mailer"} with input.object as object_
	workflow.run_by("mailer") == [send] with input.object as object_
	workflow.run_by("crm") == [] with input.object as object_
}

test_before if {
	workflow.before("launch") == {"brief", "copy", "design", "check"} with input.object as campaign
	workflow.before("brief") == set() with input.object as campaign
	not workflow.before("nobody") with input.object as campaign
}

steps(waits) := {"spec": {"steps": [{"name": name, "dependsOn": needed, "serviceLevel": weight(name)} | some name, needed in waits]}}

test_before_ends_in_a_cycle if {
	workflow.before("a") == {"b"} with input.object as steps({"a": ["b"], "b": ["a"]})
}

test_before_leaves_out_unknown_steps if {
	workflow.before("a") == set() with input.object as steps({"a": ["x"]})
}

test_place if {
	workflow.place({"name": "check", "gate": "none"}, "gate") == ["spec", "steps", "check", "gate"]
	workflow.place({"name": "check"}, "gate") == ["spec", "steps", "check", "name"]
	workflow.place({"name": "check", "required": false}, "required") == ["spec", "steps", "check", "required"]
}

test_longest if {
	way := workflow.longest("launch") with input.object as campaign
	way.minutes == ((2 + 5) * 1440) + 240
	way.steps == ["brief", "design", "check", "launch"]
}

test_longest_in_a_cycle_ends if {
	workflow.longest("a").minutes == 2 with input.object as steps({"a": ["b"], "b": ["a"]})
}

# Twelve pairs of steps side by side make 4,096 ways.
pairs := object.union_n([{
	sprintf("s%d", [i]): needed,
	sprintf("t%d", [i]): needed,
} |
	some i in numbers.range(0, 11)
	needed := [name | i > 0; some name in [sprintf("s%d", [i - 1]), sprintf("t%d", [i - 1])]]
])

test_longest_of_very_many_ways if {
	way := workflow.longest("launch") with input.object as steps(object.union(pairs, {"launch": ["s11", "t11"]}))
	way == {"minutes": 37, "steps": []}
}

weight(name) := "3m" if startswith(name, "s")

weight(name) := "1m" if not startswith(name, "s")

test_gated if {
	organization := {"Organization": {"global": {"acme": {"spec": {"gates": {"analysis": ["event"]}}}}}}
	workflow.gated("analysis") == ["event"] with data.interlock.objects as organization
	workflow.gated("qualityCheck") == ["campaign", "content"] with data.interlock.objects as organization
	workflow.gated("legal") == ["campaign", "content", "event"] with data.interlock.objects as {}
}
