package interlock.rules.data["common-field-dropped_test"]

import data.interlock.rules.data["common-field-dropped"] as rule

found(changes) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "lead"}, "spec": {"fields": [{"name": "opt-in", "purpose": "consent"}, {"name": "colour"}]}}, "home": "global", "region": "emea", "changes": changes}
}

dropped(purpose) := {"action": "remove", "at": ["spec", "fields", "opt-in"], "from": {"name": "opt-in", "purpose": purpose}}

test_consent_dropped if {
	found([dropped("consent")]) == {{
		"path": ["spec", "fields", "opt-in"],
		"message": "emea drops field `opt-in`, which is for consent",
		"label": "common to all regions",
	}}
}

test_segment_dropped if count(found([dropped("segment")])) == 1

test_others_may_be_dropped if {
	count(found([dropped("identity")])) == 0
	count(found([{"action": "remove", "at": ["spec", "fields", "fax"], "from": {"name": "fax"}}])) == 0
}

test_another_purpose if {
	some finding in found([{"action": "set", "at": ["spec", "fields", "opt-in", "purpose"], "from": "consent", "to": "identity"}])
	finding.message == "emea takes field `opt-in` away from consent"
}

test_the_same_purpose if count(found([{"action": "set", "at": ["spec", "fields", "opt-in", "purpose"], "from": "consent", "to": "consent"}])) == 0

values(field, to) := {"action": "set", "at": ["spec", "fields", field, "values"], "from": ["all", "none"], "to": to}

test_a_value_is_dropped if {
	found([values("opt-in", ["all"])]) == {{
		"path": ["spec", "fields", "opt-in", "values"],
		"message": "emea drops `none` from field `opt-in`, which is for consent",
		"label": "common to all regions",
	}}
}

test_values_may_be_added if count(found([values("opt-in", ["all", "none", "some"])])) == 0

test_values_of_other_fields if count(found([values("colour", [])])) == 0
