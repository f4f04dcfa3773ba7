package interlock.rules.program["no-retrospective_test"]

import data.interlock.rules.program["no-retrospective"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Program", "metadata": {"name": "launch"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1w", "retrospectiveWithin": "4w"}}}}}
		with data.interlock.effective as {}
		with data.interlock.regions as {"global": {"path": ["global"], "children": []}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_held if count(found({"status": "done", "ends": "2026-01-01", "retrospective": {"held": "2026-01-10"}})) == 0

test_overdue if {
	found({"status": "done", "ends": "2026-10-24"}) == {{
		"path": ["spec", "ends"],
		"message": "program `launch` should have been looked back on by 2026-11-21",
		"label": "expected a `retrospective` within 4w",
	}}
}

test_still_time if count(found({"status": "done", "ends": "2026-10-25"})) == 0

test_running if count(found({"status": "running", "ends": "2026-01-01"})) == 0
