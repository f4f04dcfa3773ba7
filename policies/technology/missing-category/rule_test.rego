package interlock.rules.technology["missing-category_test"]

import data.interlock.rules.technology["missing-category"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "jp"]},
	"de": {"path": ["global", "de"], "children": []},
	"jp": {"path": ["global", "jp"], "children": []},
}

form(required) := {
	"object": {"kind": "Organization", "metadata": {"name": "acme"}, "spec": {"requiredCategories": required}},
	"home": "global",
	"region": "global",
}

found(required, effective) := report if {
	report := rule.report with input as form(required)
		with data.interlock.regions as regions
		with data.interlock.effective as {"Platform": effective}
}

platform(category, status) := {"p": {"spec": {"category": category, "lifecycle": {"status": status}}}}

test_missing_in_one_market if {
	found(["crm"], {"de": platform("crm", "active"), "jp": {}}) == {{
		"path": ["spec", "requiredCategories", 0],
		"region": "jp",
		"message": "no active `crm` platform in jp",
		"label": "required for each market",
	}}
}

test_missing_everywhere if {
	findings := found(["crm", "cms"], {"de": platform("crm", "active"), "jp": platform("crm", "active")})
	{finding.region | some finding in findings} == {"de", "jp"}
	{finding.path | some finding in findings} == {["spec", "requiredCategories", 1]}
}

test_no_platforms_at_all if count(found(["crm"], {})) == 2

test_served if {
	count(found(["crm"], {"de": platform("crm", "active"), "jp": platform("crm", "active")})) == 0
}

test_a_legacy_platform_still_serves if {
	count(found(["crm"], {"de": platform("crm", "legacy"), "jp": platform("crm", "active")})) == 0
}

test_planned_and_retired_ones_do_not if {
	count(found(["crm"], {"de": platform("crm", "planned"), "jp": platform("crm", "active")})) == 1
	count(found(["crm"], {"de": platform("crm", "retired"), "jp": platform("crm", "active")})) == 1
}

test_only_markets_count if {
	count(found(["crm"], {"global": {}, "de": platform("crm", "active"), "jp": platform("crm", "active")})) == 0
}

test_nothing_required if count(found([], {})) == 0
