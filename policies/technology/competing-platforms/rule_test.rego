package interlock.rules.technology["competing-platforms_test"]

import data.interlock.rules.technology["competing-platforms"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "fr"]},
	"de": {"path": ["global", "de"], "children": []},
	"fr": {"path": ["global", "fr"], "children": []},
}

platform(region, category, status) := {
	"metadata": {"name": "p", "region": region},
	"spec": {"category": category, "lifecycle": {"status": status}},
}

crm := {"metadata": {"name": "crm"}, "spec": {"category": "crm", "lifecycle": {"status": "active"}}}

found(in_de, in_fr) := report if {
	report := rule.report with input as {}
		with data.interlock.regions as regions
		with data.interlock.effective as {"Platform": {"global": {"crm": crm}, "de": in_de, "fr": in_fr}}
}

test_a_second_platform_in_a_market if {
	found({"crm": crm, "de-crm": platform("de", "crm", "active")}, {"crm": crm}) == {{
		"object": {"kind": "Platform", "name": "de-crm", "region": "de"},
		"path": ["spec", "category"],
		"region": "de",
		"message": "a second `crm` platform beside `crm` in de",
		"label": "expected a reason in `coexistence`",
		"related": [{
			"object": {"kind": "Platform", "name": "crm", "region": "de"},
			"path": ["spec", "category"],
			"message": "the first one",
		}],
	}}
}

test_the_one_from_furthest_above_is_the_first if {
	some finding in found({"crm": crm, "a-crm": platform("de", "crm", "active")}, {})
	finding.object.name == "a-crm"
}

# A waiver of one market excuses that one, and not the other.
test_each_market_is_told_by_itself if {
	both := {"crm": crm, "salesdesk": platform("global", "crm", "active")}
	{[finding.region, finding.object.region, finding.message] | some finding in found(both, both)} == {
		["de", "de", "a second `crm` platform beside `crm` in de"],
		["fr", "fr", "a second `crm` platform beside `crm` in fr"],
	}
}

test_a_third_one if {
	count(found({"crm": crm, "b": platform("de", "crm", "active"), "c": platform("de", "crm", "active")}, {})) == 2
}

test_a_reason if {
	explained := json.patch(platform("de", "crm", "active"), [{"op": "add", "path": "/spec/coexistence", "value": "dealers only"}])
	count(found({"crm": crm, "de-crm": explained}, {})) == 0
}

test_other_categories if count(found({"crm": crm, "cms": platform("de", "cms", "active")}, {})) == 0

test_other_statuses if {
	every status in ["planned", "legacy", "retired"] {
		count(found({"crm": crm, "de-crm": platform("de", "crm", status)}, {})) == 0
	}
}

test_other_markets if {
	count(found({"a": platform("de", "crm", "active")}, {"b": platform("fr", "crm", "active")})) == 0
}
