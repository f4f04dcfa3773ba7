package interlock.rules.technology["personal-data-safeguards_test"]

import data.interlock.rules.technology["personal-data-safeguards"] as rule

form(spec) := {
	"object": {
		"kind": "Platform",
		"metadata": {"name": "crm"},
		"spec": object.union({"lifecycle": {"status": "active"}, "personalData": true}, spec),
	},
	"home": "global",
	"region": "global",
}

all := {"singleSignOn": true, "accessReview": "6mo", "processingAgreement": true, "dataResidency": ["eu"]}

test_all_safeguards if {
	count(rule.report) == 0 with input as form({"security": all})
}

test_a_safeguard_denied if {
	rule.report == {{
		"path": ["spec", "security", "singleSignOn"],
		"message": "`crm` holds personal data without single sign-on",
		"label": "expected `singleSignOn: true` in `security`",
	}} with input as form({"security": object.union(all, {"singleSignOn": false})})
}

test_a_safeguard_missing if {
	every field in ["singleSignOn", "accessReview", "processingAgreement", "dataResidency"] {
		{finding.path | some finding in rule.report} == {["spec", "personalData"]} with input as form({"security": object.remove(all, [field])})
	}
}

test_no_zone_is_no_place if {
	count(rule.report) == 1 with input as form({"security": object.union(all, {"dataResidency": []})})
}

test_none_at_all if {
	count(rule.report) == 4 with input as form({})
}

test_without_personal_data if {
	count(rule.report) == 0 with input as form({"personalData": false})
	count(rule.report) == 0 with input as json.remove(form({}), ["object/spec/personalData"])
}

test_legacy_still_holds_the_data if {
	count(rule.report) == 4 with input as form({"lifecycle": {"status": "legacy"}})
}

test_planned_and_retired_hold_none if {
	count(rule.report) == 0 with input as form({"lifecycle": {"status": "planned"}})
	count(rule.report) == 0 with input as form({"lifecycle": {"status": "retired"}})
}
