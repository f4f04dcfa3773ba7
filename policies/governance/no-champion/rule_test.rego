package interlock.rules.governance["no-champion_test"]

import data.interlock.rules.governance["no-champion"] as rule

form(spec) := {
	"object": {"kind": "Team", "metadata": {"name": "emea-campaigns", "owner": "emea-ops"}, "spec": spec},
	"home": "emea",
	"region": "emea",
}

test_no_champion if {
	rule.report == {{
		"path": ["spec", "title"],
		"message": "team `emea-campaigns` has no operations champion",
		"label": "expected a `champion` beside the title",
		"owner": "emea-ops",
	}} with input as form({"title": "Campaigns"})
}

test_a_champion if {
	count(rule.report) == 0 with input as form({"title": "Campaigns", "champion": {"role": "marketing automation lead"}})
}

test_only_on_the_home_form if {
	count(rule.report) == 0 with input as object.union(form({"title": "Campaigns"}), {"region": "de"})
}
