package interlock.rules.governance["no-owner_test"]

import data.interlock.rules.governance["no-owner"] as rule

form(kind, metadata, spec) := {
	"object": {"kind": kind, "metadata": metadata, "spec": spec},
	"home": "emea",
	"region": "emea",
	"changes": [],
}

test_without_an_owner if {
	rule.report == {{
		"path": ["metadata", "name"],
		"message": "nobody owns `spring-launch`",
		"label": "expected an `owner` beside the name",
	}} with input as form("Program", {"name": "spring-launch"}, {})
}

test_with_an_owner if {
	count(rule.report) == 0 with input as form("Program", {"name": "spring-launch", "owner": "emea-campaigns"}, {})
}

test_a_team_without_a_lead if {
	some finding in rule.report with input as form("Team", {"name": "emea-campaigns"}, {"title": "Campaigns"})
	finding.message == "nobody answers for team `emea-campaigns`"
}

test_a_team_with_a_lead_needs_no_owner if {
	count(rule.report) == 0 with input as form("Team", {"name": "emea-campaigns"}, {"lead": {"role": "campaign lead"}})
}

test_only_on_the_home_form if {
	count(rule.report) == 0 with input as object.union(form("Program", {"name": "spring-launch"}, {}), {"region": "de"})
}
