package interlock.rules.privacy.consent_test

import data.interlock.rules.privacy.consent as rule

found(fields, privacy, consent) := report if {
	report := rule.report with input as {
		"object": {
			"metadata": {"name": "lead"},
			"spec": {"title": "Lead", "fields": array.concat([{"name": "email", "classification": "personal"}], fields), "privacy": privacy},
		},
		"home": "global",
		"region": "global",
		"regions": ["global", "de"],
	}
		with data.interlock.regions as {
			"global": {"path": ["global"], "children": ["de"], "spec": {}},
			"de": {"path": ["global", "de"], "children": [], "spec": {"privacy": ["gdpr"]}},
		}
		with data.interlock.effective as {"PrivacyRegime": {"de": {"gdpr": {"spec": {"consent": consent}}}}}
}

agreed := {"name": "agreed", "classification": "personal", "purpose": "consent"}

test_no_grounds if {
	found([], {}, "opt-in") == {{
		"path": ["spec", "title"],
		"message": "nobody says on what grounds personal data of `Lead` is kept",
		"label": "expected `privacy.basis` beside the title",
	}}
}

test_consent_that_nobody_holds if {
	some finding in found([], {"basis": "consent"}, "opt-in")
	finding.path == ["spec", "privacy", "basis"]
	finding.message == "`Lead` rests on consent, and does not hold it"
}

test_consent_that_is_held if {
	count(found([agreed], {}, "opt-in")) == 0
	count(found([agreed], {"basis": "consent"}, "opt-in")) == 0
	count(found([], {"basis": "consent", "consentRecord": "consent"}, "opt-in")) == 0
}

test_other_grounds if count(found([], {"basis": "contract"}, "opt-in")) == 0

test_opt_out if {
	count(found([], {}, "opt-out")) == 0
	count(found([], {"basis": "consent"}, "notice")) == 0
}
