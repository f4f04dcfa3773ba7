package interlock.rules.program["channel-unavailable_test"]

import data.interlock.rules.program["channel-unavailable"] as rule

found(channels, kept) := report if {
	report := rule.report with input as {"object": {"spec": {"channels": channels}}, "regions": ["emea", "de", "jp"]}
		with data.interlock.regions as {"emea": {"children": ["de"]}, "de": {"children": []}, "jp": {"children": []}}
		with data.interlock.objects as {"Channel": {"global": kept}}
		with data.interlock.effective as {"Channel": {"de": kept, "jp": {"email": {}}}}
}

kept := {"email": {}, "paid-search": {}}

test_available if count(found(["email"], kept)) == 0

test_not_available if {
	found(["email", "Paid search"], kept) == {{
		"path": ["spec", "channels", 1],
		"region": "jp",
		"message": "channel `Paid search` is not available in jp",
		"label": "expected a channel that is effective there",
	}}
}

test_nobody_knows_it if {
	{finding.region: finding.message | some finding in found(["telepathy"], kept)} == {
		"de": "channel `telepathy` is not available in de",
		"jp": "channel `telepathy` is not available in jp",
	}
}

test_none_are_kept_yet if count(found(["email"], {})) == 0
