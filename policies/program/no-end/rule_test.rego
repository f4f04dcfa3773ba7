package interlock.rules.program["no-end_test"]

import data.interlock.rules.program["no-end"] as rule

form(spec) := {"object": {
	"kind": "Program",
	"metadata": {"name": "p"},
	"spec": object.union({"cadence": "one-time", "status": "planned"}, spec),
}}

test_no_end if {
	rule.report == {{
		"path": ["spec", "cadence"],
		"message": "the program is one-time, but has no end",
		"label": "expected a date in `ends`",
	}} with input as form({"launch": "2027-02-01"})
}

test_an_end if {
	count(rule.report) == 0 with input as form({"launch": "2027-02-01", "ends": "2027-03-01"})
}

test_an_end_before_the_launch if {
	some finding in rule.report with input as form({"launch": "2027-02-01", "ends": "2027-01-01"})
	finding.path == ["spec", "ends"]
	finding.message == "the program ends before its launch on `2027-02-01`"
}

test_an_event_of_one_day if {
	count(rule.report) == 0 with input as form({"launch": "2027-02-01", "ends": "2027-02-01"})
}

test_ongoing_needs_no_end if {
	count(rule.report) == 0 with input as form({"cadence": "ongoing"})
}

test_cancelled if {
	count(rule.report) == 0 with input as form({"status": "cancelled"})
}
