package interlock.rules.technology["evaluation-stale_test"]

import data.interlock.rules.technology["evaluation-stale"] as rule

other(decided, decision) := {"spec": {"platform": "mailer", "decision": decision, "decided": decided}}

found(decided, status, others) := report if {
	report := rule.report with input as {
		"object": object.union({"metadata": {"name": "mailer"}}, other(decided, "approved")),
		"home": "global",
	}
		with data.interlock.run.date as "2026-11-22"
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"evaluation": {"validFor": "3y"}}}}}}
		with data.interlock.effective as {
			"Platform": {"global": {"mailer": {"spec": {"lifecycle": {"status": status}}}}},
			"Evaluation": {"global": others},
		}
}

test_too_old if {
	found("2023-10-01", "active", {}) == {{
		"path": ["spec", "decided"],
		"message": "the approval of `mailer` held until 2026-10-01",
		"label": "holds for 3y",
	}}
}

test_the_last_day if count(found("2023-11-23", "active", {})) == 0

test_evaluated_anew if {
	count(found("2023-10-01", "active", {"mailer-2026": other("2026-05-01", "approved")})) == 0
	count(found("2023-10-01", "active", {"mailer-2026": other("2026-05-01", "pending")})) == 1
}

test_only_what_is_used if {
	count(found("2023-10-01", "legacy", {})) == 0
	count(found("2023-10-01", "retired", {})) == 0
}
