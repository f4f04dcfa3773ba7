package interlock.rules.privacy["personal-data-denied_test"]

import data.interlock.rules.privacy["personal-data-denied"] as rule

effective(personal, classification) := {
	"Platform": {"global": {"warehouse": {"spec": {"personalData": personal}}, "crm": {"spec": {"personalData": true}}}},
	"DataEntity": {"global": {"lead": {"spec": {"fields": [
		{"name": "score", "classification": "internal"},
		{"name": "email", "classification": classification},
	]}}}},
}

link := {
	"object": {"kind": "Integration", "metadata": {"name": "l"}, "spec": {"from": "crm", "to": "warehouse", "entity": "lead"}},
	"region": "global",
}

entity := {
	"object": {"kind": "DataEntity", "metadata": {"name": "lead"}, "spec": {"systemOfRecord": "warehouse"}},
	"region": "global",
}

test_a_connection if {
	rule.report == {{
		"path": ["spec", "to"],
		"message": "`warehouse` gets personal data, and says that it holds none",
		"label": "email of lead is personal",
		"related": [{
			"object": {"kind": "Platform", "name": "warehouse", "region": "global"},
			"path": ["spec", "personalData"],
			"message": "what the platform says",
		}],
	}} with input as link with data.interlock.effective as effective(false, "personal")
}

test_the_system_of_record if {
	some finding in rule.report with input as entity with data.interlock.effective as effective(false, "sensitive")
	finding.path == ["spec", "systemOfRecord"]
}

test_the_platform_says_so if {
	count(rule.report) == 0 with input as link with data.interlock.effective as effective(true, "personal")
}

test_nothing_personal if {
	count(rule.report) == 0 with input as link with data.interlock.effective as effective(false, "confidential")
	count(rule.report) == 0 with input as entity with data.interlock.effective as effective(false, "internal")
}

test_a_platform_that_says_nothing if {
	silent := json.remove(effective(false, "personal"), ["Platform/global/warehouse/spec/personalData"])
	count(rule.report) == 0 with input as link with data.interlock.effective as silent
}
