package interlock.rules.workflow["launch-order_test"]

import data.interlock.rules.workflow["launch-order"] as rule

form(status, steps) := {
	"object": {"kind": "Workflow", "metadata": {"name": "campaign"}, "spec": {"status": status, "steps": steps}},
	"home": "global",
	"region": "emea",
	"regions": ["emea"],
	"changes": [],
}

brief := {"name": "brief", "type": "brief"}

build := {"name": "build", "type": "build", "dependsOn": ["brief"]}

review := {"name": "brand-review", "type": "review", "dependsOn": ["build"]}

analysis := {"name": "analysis", "type": "analysis", "dependsOn": ["launch"]}

launch(needs) := {"name": "launch", "type": "launch", "dependsOn": needs}

test_a_review_that_nobody_waits_for if {
	rule.report == {{
		"path": ["spec", "steps", "brand-review", "name"],
		"message": "`launch` does not wait for step `brand-review`",
		"label": "neither before nor after the launch",
		"related": [{
			"object": {"kind": "Workflow", "name": "campaign", "region": "emea"},
			"path": ["spec", "steps", "launch", "dependsOn"],
			"message": "what the launch waits for",
		}],
	}} with input as form("production", [brief, build, review, launch(["build"]), analysis])
}

test_a_launch_that_waits_for_nothing if {
	count(rule.report) == 2 with input as form("production", [brief, build, {"name": "launch", "type": "launch"}])
}

test_all_before_the_launch if {
	count(rule.report) == 0 with input as form("production", [brief, build, review, launch(["brand-review"]), analysis])
}

test_a_step_after_the_launch if {
	thanks := {"name": "thank-you-mail", "type": "build", "dependsOn": ["launch"]}
	count(rule.report) == 0 with input as form("production", [brief, build, launch(["build"]), thanks])
}

test_two_launches if {
	second := {"name": "second-wave", "type": "launch", "dependsOn": ["brand-review"]}
	count(rule.report) == 0 with input as form("production", [brief, build, review, launch(["build"]), second])
}

test_a_draft_may_be_incomplete if {
	count(rule.report) == 0 with input as form("draft", [brief, build, launch([])])
}

test_without_a_launch if {
	count(rule.report) == 0 with input as form("production", [brief, build])
}
