package interlock.rules.privacy["contradicting-regimes_test"]

import data.interlock.rules.privacy["contradicting-regimes"] as rule

regimes := {
	"gdpr": {"spec": {"residency": ["eu", "uk"]}},
	"pipl": {"spec": {"residency": ["cn"]}},
	"fadp": {"spec": {"residency": ["ch", "eu"]}},
	"spam": {"spec": {}},
}

found(name, privacy) := report if {
	report := rule.report with input.object as {"kind": "Region", "metadata": {"name": name}, "spec": {"privacy": privacy}}
		with data.interlock.regions as {
			"global": {"path": ["global"], "spec": {}},
			"emea": {"path": ["global", "emea"], "spec": {"privacy": ["gdpr", "spam"]}},
			"ch": {"path": ["global", "emea", "ch"], "spec": {"privacy": privacy}},
			"cn": {"path": ["global", "cn"], "spec": {"privacy": privacy}},
		}
		with data.interlock.effective as {"PrivacyRegime": {"ch": regimes, "cn": regimes}}
}

test_with_one_from_above if {
	found("ch", ["fadp", "pipl"]) == {
		{
			"path": ["spec", "privacy", 1],
			"message": "`pipl` wants personal data in `cn`, and `gdpr` in `eu` and `uk`",
			"label": "no place is right for both",
			"related": [
				{"object": {"kind": "PrivacyRegime", "name": "pipl", "region": "ch"}, "path": ["spec", "residency"], "message": "what pipl wants"},
				{"object": {"kind": "PrivacyRegime", "name": "gdpr", "region": "ch"}, "path": ["spec", "residency"], "message": "what gdpr wants"},
			],
		},
		{
			"path": ["spec", "privacy", 1],
			"message": "`pipl` wants personal data in `cn`, and `fadp` in `ch` and `eu`",
			"label": "no place is right for both",
			"related": [
				{"object": {"kind": "PrivacyRegime", "name": "pipl", "region": "ch"}, "path": ["spec", "residency"], "message": "what pipl wants"},
				{"object": {"kind": "PrivacyRegime", "name": "fadp", "region": "ch"}, "path": ["spec", "residency"], "message": "what fadp wants"},
			],
		},
	}
}

test_of_its_own if {
	some finding in found("cn", ["gdpr", "pipl"])
	finding.path == ["spec", "privacy", 1]
}

test_a_place_in_common if count(found("ch", ["fadp"])) == 0

test_anywhere if count(found("cn", ["pipl", "spam"])) == 0

test_none if count(found("cn", [])) == 0
