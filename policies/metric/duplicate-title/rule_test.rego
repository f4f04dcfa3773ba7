package interlock.rules.metric["duplicate-title_test"]

import data.interlock.rules.metric["duplicate-title"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "fr"]},
	"de": {"path": ["global", "de"], "children": []},
	"fr": {"path": ["global", "fr"], "children": []},
}

metric(title) := {"spec": {"title": title}}

found(metrics) := report if {
	report := rule.report with input as {}
		with data.interlock.regions as regions
		with data.interlock.objects as {"Metric": metrics}
}

test_two_of_one_region if {
	found({"global": {"cpl": metric("Cost per lead"), "lead-cost": metric("cost per lead"), "reach": metric("Reach")}}) == {{
		"object": {"kind": "Metric", "name": "lead-cost", "region": "global"},
		"path": ["spec", "title"],
		"message": "`cost per lead` is also the title of metric `cpl` of global",
		"label": "expected a title of its own",
		"related": [{
			"object": {"kind": "Metric", "name": "cpl", "region": "global"},
			"path": ["spec", "title"],
			"message": "the other metric",
		}],
	}}
}

test_two_of_sibling_regions if {
	some finding in found({"de": {"walk-ins": metric("Walk-ins")}, "fr": {"visits": metric("Walk-ins")}})
	finding.object == {"kind": "Metric", "name": "visits", "region": "fr"}
}

test_three_are_two_findings if count(found({"global": {"a": metric("A"), "b": metric("A"), "c": metric("A")}})) == 2

test_one_from_above_is_another_finding if count(found({"global": {"a": metric("A")}, "de": {"b": metric("A")}})) == 0

test_titles_of_their_own if count(found({"global": {"a": metric("A"), "b": metric("B")}, "de": {"c": metric("C")}})) == 0

test_one_metric if count(found({"global": {"a": metric("A")}})) == 0

test_no_metrics if count(found({})) == 0
