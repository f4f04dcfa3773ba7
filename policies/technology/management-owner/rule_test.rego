package interlock.rules.technology["management-owner_test"]

import data.interlock.rules.technology["management-owner"] as rule

teams := {"Team": {
	"global": {"global-martech": {}},
	"emea": {"emea-ops": {}},
	"apac": {"emea-events": {}, "apac-ops": {}},
}}

form(home, owner, management) := {
	"object": {"kind": "Platform", "metadata": {"name": "crm", "owner": owner}, "spec": {"management": management}},
	"home": home,
	"region": home,
}

found(home, owner, management) := report if {
	report := rule.report with input as form(home, owner, management) with data.interlock.objects as teams
}

test_central_owned_by_a_region if {
	found("global", "emea-ops", "central") == {{
		"path": ["spec", "management"],
		"message": "centrally managed, but owned by `emea-ops` of emea",
		"label": "expected a global team as its owner",
		"related": [{
			"object": {"kind": "Platform", "name": "crm", "region": "global"},
			"path": ["metadata", "owner"],
			"message": "the owner",
		}],
	}}
}

test_central_in_a_region if count(found("emea", "emea-ops", "central")) == 1

test_regional_owned_by_the_centre if {
	some finding in found("emea", "global-martech", "regional")
	finding.message == "regionally managed, but owned by the global team `global-martech`"
}

test_owned_where_it_is_managed if {
	count(found("global", "global-martech", "central")) == 0
	count(found("emea", "emea-ops", "regional")) == 0
}

test_an_owner_nobody_knows_is_another_finding if {
	count(found("global", "nobody", "central")) == 0
	count(found("emea", "nobody", "regional")) == 0
}

test_without_an_owner_is_another_finding if {
	unowned := json.remove(form("emea", "", "central"), ["object/metadata/owner"])
	count(rule.report) == 0 with input as unowned with data.interlock.objects as teams
}

test_only_on_the_home_form if {
	local := object.union(form("global", "emea-ops", "central"), {"region": "emea"})
	count(rule.report) == 0 with input as local with data.interlock.objects as teams
}
