package interlock.rules.metric["channel-unattributed_test"]

import data.interlock.rules.metric["channel-unattributed"] as rule

found(programs, attribution) := report if {
	report := rule.report with input as {}
		with data.interlock.objects as {
			"Channel": {"global": {"paid-search": {}, "radio": {}}},
			"Metric": {"global": {"leads": {"spec": {"attribution": attribution}}}},
		}
		with data.interlock.effective as {"Program": {"global": {}, "emea": programs}}
}

launch := {"launch": {"spec": {"channels": ["paid search"]}}}

test_credited if count(found(launch, [{"channel": "paid-search"}])) == 0

test_not_credited if {
	found(launch, []) == {{
		"object": {"kind": "Channel", "name": "paid-search", "region": "global"},
		"path": ["spec", "title"],
		"message": "channel `paid-search` is in use, and no metric credits it",
		"label": "used by `launch`",
	}}
}

test_not_in_use if count(found({}, [])) == 0

test_a_channel_that_only_a_region_uses if {
	report := rule.report with data.interlock.objects as {"Channel": {"global": {"radio": {}}}}
		with data.interlock.effective as {"Program": {
			"global": {"launch": {"spec": {"channels": ["email"]}}},
			"uk": {"launch": {"spec": {"channels": ["email", "Radio"]}}},
		}}
	count(report) == 1
}

test_cancelled if count(found({"launch": {"spec": {"status": "cancelled", "channels": ["paid search"]}}}, [])) == 0
