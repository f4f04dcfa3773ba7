package interlock.rules.workflow["lead-time_test"]

import data.interlock.rules.workflow["lead-time"] as rule

form(lead_time, steps, changes) := {
	"object": {"kind": "Workflow", "metadata": {"name": "campaign"}, "spec": {"leadTime": lead_time, "steps": steps}},
	"home": "global",
	"region": "emea",
	"regions": ["emea"],
	"changes": changes,
}

steps := [
	{"name": "brief", "type": "brief", "serviceLevel": "2d"},
	{"name": "copy", "type": "build", "serviceLevel": "3d", "dependsOn": ["brief"]},
	{"name": "design", "type": "build", "serviceLevel": "5d", "dependsOn": ["brief"]},
	{"name": "launch", "type": "launch", "serviceLevel": "12h", "dependsOn": ["copy", "design"]},
	{"name": "analysis", "type": "analysis", "serviceLevel": "4w", "dependsOn": ["launch"]},
]

test_the_longest_way_takes_longer if {
	rule.report == {{
		"path": ["spec", "leadTime"],
		"message": "the steps up to `launch` take 7.5d, more than the lead time of `1w`",
		"label": "the longest way: brief → design → launch",
		"related": [{
			"object": {"kind": "Workflow", "name": "campaign", "region": "emea"},
			"path": ["spec", "leadTime"],
			"message": "the lead time that is promised",
		}],
	}} with input as form("1w", steps, [])
}

test_it_fits_exactly if {
	count(rule.report) == 0 with input as form("180h", steps, [])
	count(rule.report) == 1 with input as form("179h", steps, [])
}

test_steps_side_by_side_do_not_add_up if {
	count(rule.report) == 0 with input as form("8d", steps, [])
}

test_all_of_them_fit_one_after_the_other if {
	count(rule.report) == 0 with input as form("140d", steps, []) # five times the longest
	count(rule.report) == 0 with input as form("924h", steps, []) # exactly
}

test_analysis_comes_after_the_promise if {
	count(rule.report) == 0 with input as form("3w", steps, [])
}

test_a_region_made_a_step_longer if {
	changes := [
		{"action": "set", "at": ["spec", "steps", "copy", "serviceLevel"]},
		{"action": "set", "at": ["spec", "steps", "design", "role"]},
		{"action": "set", "at": ["spec", "steps", "design", "serviceLevel"]},
	]
	some finding in rule.report with input as form("1w", steps, changes)
	finding.path == ["spec", "steps", "design", "serviceLevel"]
}

test_a_region_added_a_step if {
	some finding in rule.report with input as form("1w", steps, [{"action": "add", "at": ["spec", "steps", "design"]}])
	finding.path == ["spec", "steps", "design"]
}

test_a_change_beside_the_longest_way_is_not_the_cause if {
	some finding in rule.report with input as form("1w", steps, [{"action": "set", "at": ["spec", "steps", "copy", "serviceLevel"]}])
	finding.path == ["spec", "leadTime"]
}

test_without_a_launch_every_end_counts if {
	some finding in rule.report with input as form("6d", array.slice(steps, 0, 3), [])
	startswith(finding.message, "the steps up to `design` take 7d")
}

test_without_a_lead_time if {
	count(rule.report) == 0 with input as json.remove(form("", steps, []), ["object/spec/leadTime"])
}

test_a_lead_time_that_is_none if {
	count(rule.report) == 0 with input as form("soon", steps, [])
}
