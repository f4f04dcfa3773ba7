package interlock.rules.waiver["too-broad_test"]

import data.interlock.rules.waiver["too-broad"] as rule

narrow := {
	"rule": "standard/locked-field",
	"object": {"kind": "Workflow", "name": "campaign-request"},
	"path": "spec.steps[brand-review].gate",
	"reason": "the brand desk in Zurich opens in March",
	"approvedBy": "global-marketing-ops",
	"expires": "2027-03-01",
}

waiver(spec) := {"object": {"kind": "Waiver", "metadata": {"name": "w"}, "spec": spec}, "home": "dach", "region": "dach"}

test_one_thing_for_a_time if {
	count(rule.report) == 0 with input as waiver(narrow)
}

test_without_a_path if {
	rule.report == {{
		"path": ["spec", "rule"],
		"message": "the waiver excuses the whole object",
		"label": "expected a `path` beside the rule",
	}} with input as waiver(object.remove(narrow, ["path"]))
}

test_a_wildcard if {
	some finding in rule.report with input as waiver(object.union(narrow, {"path": "spec.steps[*].gate"}))
	finding.path == ["spec", "path"]
	finding.message == "the waiver excuses every member at `spec.steps[*].gate`"
}

test_the_whole_spec if {
	count(rule.report) == 1 with input as waiver(object.union(narrow, {"path": "spec"}))
}

test_without_an_end if {
	some finding in rule.report with input as waiver(object.remove(narrow, ["expires"]))
	finding.message == "the waiver has no end"
}

test_each_is_a_finding if {
	count(rule.report) == 2 with input as waiver(object.remove(narrow, ["path", "expires"]))
}
