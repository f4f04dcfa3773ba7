package interlock.rules.metric["undefined-here_test"]

import data.interlock.rules.metric["undefined-here"] as rule

found(spec) := report if {
	report := rule.report with input as {"region": "global", "regions": ["global", "de", "jp"], "object": {"spec": spec}}
		with data.interlock.regions as {"global": {"children": ["de", "jp"]}, "de": {"children": []}, "jp": {"children": []}}
		with data.interlock.objects as {"Metric": {"global": {"leads": {}, "seats": {}}, "de": {"visits": {}}}}
		with data.interlock.effective as {"Metric": {"global": {"leads": {}, "seats": {}}, "de": {"leads": {}, "visits": {}}, "jp": {"leads": {}, "seats": {}}}}
}

test_defined if {
	count(found({"shows": "region", "metrics": ["leads"]})) == 0
	count(found({"level": "enterprise", "metrics": [{"name": "leads"}]})) == 0
}

test_of_a_region if {
	found({"shows": "enterprise", "metrics": ["leads", "visits"]}) == {{
		"path": ["spec", "metrics", 1],
		"region": "global",
		"message": "metric `visits` is not defined in global",
		"label": "it is a metric of de",
	}}
	some finding in found({"level": "functional", "metrics": [{"name": "visits"}]})
	finding.path == ["spec", "metrics", "visits"]
}

test_not_in_one_market if {
	{finding.region | some finding in found({"shows": "region", "metrics": ["seats"]})} == {"de"}
	count(found({"shows": "enterprise", "metrics": ["seats"]})) == 0
}

test_unknown_is_another_finding if count(found({"shows": "region", "metrics": ["nothing"]})) == 0

test_none if count(found({"level": "enterprise"})) == 0
