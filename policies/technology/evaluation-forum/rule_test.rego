package interlock.rules.technology["evaluation-forum_test"]

import data.interlock.rules.technology["evaluation-forum"] as rule

found(decision, by, organization) := report if {
	report := rule.report with input as {"object": {"spec": {"platform": "mailer", "decision": decision, "by": by}}, "home": "emea"}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": organization}}}}
}

council := {"evaluation": {"forums": ["council"]}}

test_another_forum if {
	found("approved", "brand-round", council) == {{
		"path": ["spec", "by"],
		"message": "`brand-round` may not decide on platforms",
		"label": "expected one of `council`",
	}}
}

test_the_forum if count(found("approved", "council", council)) == 0

test_any_forum if {
	count(found("approved", "brand-round", {})) == 0
	count(found("approved", "brand-round", {"evaluation": {}})) == 0
}

test_rejected_or_pending if {
	count(found("rejected", "brand-round", council)) == 0
	count(found("pending", "brand-round", council)) == 0
}

test_no_forum_is_another_finding if {
	report := rule.report with input as {"object": {"spec": {"decision": "approved"}}}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": council}}}}
	count(report) == 0
}
