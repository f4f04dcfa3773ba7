package interlock.rules.privacy["subject-requests_test"]

import data.interlock.rules.privacy["subject-requests"] as rule

found(privacy, regime) := report if {
	report := rule.report with input as {
		"object": {
			"metadata": {"name": "lead"},
			"spec": {"title": "Lead", "fields": [{"name": "email", "classification": "personal"}], "privacy": privacy},
		},
		"home": "global",
		"region": "global",
		"regions": ["global", "br"],
	}
		with data.interlock.regions as {
			"global": {"path": ["global"], "children": ["br"], "spec": {}},
			"br": {"path": ["global", "br"], "children": [], "spec": {"privacy": ["lgpd"]}},
		}
		with data.interlock.effective as {"PrivacyRegime": {"br": {"lgpd": {"spec": regime}}}}
}

test_too_late if {
	found({"subjectRequests": "30d"}, {"subjectRequests": "15d"}) == {{
		"path": ["spec", "privacy", "subjectRequests"],
		"region": "br",
		"message": "who asks about `Lead` is answered within `30d`, later than `lgpd` wants in br",
		"label": "expected at most 15d",
		"related": [{
			"object": {"kind": "PrivacyRegime", "name": "lgpd", "region": "br"},
			"path": ["spec", "subjectRequests"],
			"message": "the time within which people are answered",
		}],
	}}
}

test_in_time if count(found({"subjectRequests": "2w"}, {"subjectRequests": "15d"})) == 0

test_not_promised if {
	some finding in found({}, {"subjectRequests": "15d"})
	finding.path == ["spec", "title"]
}

test_nothing_is_demanded if count(found({}, {})) == 0
