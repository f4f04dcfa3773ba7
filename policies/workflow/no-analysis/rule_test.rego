package interlock.rules.workflow["no-analysis_test"]

import data.interlock.rules.workflow["no-analysis"] as rule

form(type, status, steps) := {"object": {
	"kind": "Workflow",
	"metadata": {"name": "campaign"},
	"spec": {"type": type, "status": status, "steps": steps},
}}

launch := {"name": "launch", "type": "launch"}

lessons(needs) := {"name": "lessons", "type": "analysis", "dependsOn": needs}

test_no_analysis if {
	rule.report == {{
		"path": ["spec", "steps", "launch", "name"],
		"message": "no analysis follows `launch`",
		"label": "expected a step of type `analysis` after it",
	}} with input as form("campaign", "production", [launch])
}

test_an_analysis_that_does_not_wait if {
	rule.report == {{
		"path": ["spec", "steps", "lessons", "dependsOn"],
		"message": "analysis `lessons` does not wait for `launch`",
		"label": "expected `launch` in `dependsOn`",
	}} with input as form("campaign", "production", [launch, lessons([])])
}

test_an_analysis_after_the_launch if {
	count(rule.report) == 0 with input as form("campaign", "production", [launch, lessons(["launch"])])
}

test_an_analysis_after_a_step_after_the_launch if {
	report := {"name": "numbers", "type": "review", "dependsOn": ["launch"]}
	count(rule.report) == 0 with input as form("campaign", "production", [launch, report, lessons(["numbers"])])
}

test_each_launch if {
	second := {"name": "second-wave", "type": "launch"}
	count(rule.report) == 1 with input as form("campaign", "production", [launch, second, lessons(["launch"])])
}

test_drafts_and_other_types if {
	count(rule.report) == 0 with input as form("campaign", "draft", [launch])
	count(rule.report) == 0 with input as form("content", "production", [launch])
}

test_without_a_launch if {
	count(rule.report) == 0 with input as form("campaign", "production", [{"name": "brief", "type": "brief"}])
}
