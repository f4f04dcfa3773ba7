package interlock.rules.technology["evaluation-incomplete_test"]

import data.interlock.rules.technology["evaluation-incomplete"] as rule

found(spec, organization, status) := report if {
	report := rule.report with input as {
		"object": {"kind": "Evaluation", "metadata": {"name": "mailer"}, "spec": object.union({"platform": "mailer"}, spec)},
		"home": "global",
		"region": "global",
	}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": organization}}}}
		with data.interlock.effective as {"Platform": {"global": {"mailer": {"spec": {"lifecycle": {"status": status}}}}}}
}

approved := {"decision": "approved", "decided": "2026-01-01", "by": "council"}

covers := {"evaluation": {"covers": ["security", "cost"]}}

test_parts_are_missing if {
	found(object.union(approved, {"security": "audited"}), covers, "active") == {{
		"path": ["spec", "decision"],
		"message": "`mailer` was approved without `cost`",
		"label": "expected `cost` beside the decision",
	}}
}

test_complete if {
	count(found(approved, {}, "active")) == 0
	count(found(object.union(approved, {"security": "audited", "cost": "EUR 200"}), covers, "active")) == 0
}

test_no_day_and_no_forum if {
	some finding in found({"decision": "approved"}, {}, "active")
	finding.label == "expected `decided` and `by` beside the decision"
}

test_before_the_decision if {
	count(found({"decision": "pending"}, covers, "active")) == 0
	count(found({"decision": "rejected"}, covers, "active")) == 0
}

test_what_is_gone if count(found({"decision": "approved"}, covers, "retired")) == 0

test_before_the_platform_is_there if {
	report := rule.report with input as {
		"object": {"metadata": {"name": "e"}, "spec": {"platform": "new", "decision": "approved"}},
		"home": "global",
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {"Platform": {"global": {}}}
	count(report) == 1
}
