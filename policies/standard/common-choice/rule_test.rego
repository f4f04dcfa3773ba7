package interlock.rules.standard["common-choice_test"]

import data.interlock.rules.standard["common-choice"] as rule

object_with(markets, total) := {
	"object": {"kind": "Workflow", "metadata": {"name": "launch"}},
	"home": "global",
	"region": "global",
	"choices": [{"at": ["spec", "leadTime"], "path": "spec.leadTime", "value": "7w", "chosen": ["amer", "jp"], "markets": markets, "of": total}],
}

told(markets, total, advice) := found if {
	found := count(rule.report) with input as object_with(markets, total)
		with data.interlock.objects.Organization as {"global": {"acme": {"spec": {"advice": {"commonChoice": advice}}}}}
}

test_most_markets if {
	rule.report == {{
		"path": ["spec", "leadTime"],
		"message": "3 of 5 markets have `7w` in the place of what the base says of `spec.leadTime`",
		"label": "chosen by amer and jp",
		"related": [{
			"object": {"kind": "Workflow", "name": "launch", "region": "amer"},
			"path": ["spec", "leadTime"],
			"message": "what amer has chosen",
		}],
	}} with input as object_with(["us", "ca", "jp"], 5) with data.interlock.objects.Organization as {}
}

test_what_the_organisation_says if {
	told(["us", "ca", "jp"], 5, {}) == 1
	told(["us", "ca", "jp"], 6, {}) == 0
	told(["us", "ca"], 3, {}) == 0
	told(["us", "ca"], 3, {"markets": 2}) == 1
	told(["us", "ca", "jp"], 5, {"share": "60%"}) == 0
	told(["us", "ca", "jp"], 4, {"share": "60%"}) == 1
}

test_nothing_chosen if {
	count(rule.report) == 0 with input as object.remove(object_with([], 0), ["choices"]) with data.interlock.objects.Organization as {}
}

test_what_every_market_must_decide_has_no_better_base if {
	must := json.patch(object_with(["us", "ca", "jp"], 5), [{"op": "add", "path": "/choices/0/governed", "value": [{"stance": "mustLocalize"}]}])
	count(rule.report) == 0 with input as must with data.interlock.objects.Organization as {}
}
