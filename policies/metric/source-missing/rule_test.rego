package interlock.rules.metric["source-missing_test"]

import data.interlock.rules.metric["source-missing"] as rule

found(source) := report if {
	report := rule.report with input as {"regions": ["global", "emea", "de", "jp"], "object": {"spec": {"source": source}}}
		with data.interlock.regions as {"global": {"children": ["emea", "jp"]}, "emea": {"children": ["de"]}, "de": {"children": []}, "jp": {"children": []}}
		with data.interlock.objects as {"Platform": {"global": {"crm": {}}, "emea": {"desk": {}}}}
		with data.interlock.effective as {"Platform": {"de": {"crm": {}, "desk": {}}, "jp": {"crm": {}}}}
}

test_everywhere if count(found("crm")) == 0

test_not_in_one if {
	found("desk") == {{
		"path": ["spec", "source"],
		"region": "jp",
		"message": "platform `desk` is not there in jp",
		"label": "expected a source that each market has",
	}}
}

test_unknown_is_another_finding if count(found("nothing")) == 0
