package interlock.rules.technology["evaluation-due_test"]

import data.interlock.rules.technology["evaluation-due"] as rule

found(decided, status) := report if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "mailer"}, "spec": {"platform": "mailer", "decision": "approved", "decided": decided}},
		"home": "global",
	}
		with data.interlock.run.date as "2026-11-22"
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {
			"notice": {"evaluations": "30d"},
			"evaluation": {"validFor": "3y"},
		}}}}}
		with data.interlock.effective as {
			"Platform": {"global": {"mailer": {"spec": {"lifecycle": {"status": status}}}}},
			"Evaluation": {"global": {}},
		}
}

test_soon if {
	found("2023-12-10", "active") == {{
		"path": ["spec", "decided"],
		"message": "the approval of `mailer` holds until 2026-12-10 only",
		"label": "holds for 3y",
	}}
}

test_later_or_over if {
	count(found("2024-01-10", "active")) == 0
	count(found("2023-10-10", "active")) == 0
}

test_only_what_is_used if count(found("2023-12-10", "retired")) == 0
