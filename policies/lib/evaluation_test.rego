package interlock.lib.evaluation_test

import data.interlock.lib.evaluation

approval(decided) := {"spec": {"platform": "mailer", "decision": "approved", "decided": decided}}

effective(status, others) := {
	"Platform": {"global": {"mailer": {"spec": {"lifecycle": {"status": status}}}}},
	"Evaluation": {"global": others},
}

test_current if {
	evaluation.current with input as {"object": approval("2025-01-01"), "home": "global"}
		with data.interlock.effective as effective("active", {"a": approval("2025-01-01"), "b": approval("2021-01-01")})
}

test_replaced if {
	not evaluation.current with input as {"object": approval("2025-01-01"), "home": "global"}
		with data.interlock.effective as effective("active", {"a": approval("2026-01-01")})
}

test_not_in_use if {
	not evaluation.current with input as {"object": approval("2025-01-01"), "home": "global"}
		with data.interlock.effective as effective("retired", {})
}

test_holds if {
	evaluation.holds == "3y" with data.interlock.objects as {"Organization": {"global": {"o": {"spec": {"evaluation": {"validFor": "3y"}}}}}}
	not evaluation.holds with data.interlock.objects as {}
}
