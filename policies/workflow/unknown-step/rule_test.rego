package interlock.rules.workflow["unknown-step_test"]

import data.interlock.rules.workflow["unknown-step"] as rule

form(steps, changes) := {
	"object": {"kind": "Workflow", "metadata": {"name": "campaign"}, "spec": {"steps": steps}},
	"home": "global",
	"region": "global",
	"regions": ["global"],
	"changes": changes,
}

brief := {"name": "brief", "type": "brief"}

build := {"name": "build", "type": "build", "dependsOn": ["brief"]}

launch := {"name": "launch", "type": "launch", "dependsOn": ["build", "legal"]}

test_waits_for_nobody if {
	rule.report == {{
		"path": ["spec", "steps", "launch", "dependsOn", 1],
		"message": "step `launch` waits for `legal`, which is no step of this workflow",
		"label": "expected one of `brief` and `build`",
	}} with input as form([brief, build, launch], [])
}

test_a_region_drops_what_others_wait_for if {
	dropped := {"action": "remove", "path": "spec.steps[legal]", "at": ["spec", "steps", "legal"]}
	some finding in rule.report with input as form([brief, build, launch], [dropped])
	finding.path == ["spec", "steps", "legal"]
}

test_another_dropped_step_is_not_the_cause if {
	dropped := {"action": "remove", "path": "spec.steps[brand]", "at": ["spec", "steps", "brand"]}
	some finding in rule.report with input as form([brief, build, launch], [dropped])
	finding.path == ["spec", "steps", "launch", "dependsOn", 1]
}

test_all_steps_exist if {
	count(rule.report) == 0 with input as form([brief, build], [])
}

test_each_is_a_finding if {
	count(rule.report) == 2 with input as form([launch], [])
}
