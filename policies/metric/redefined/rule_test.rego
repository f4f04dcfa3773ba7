package interlock.rules.metric.redefined_test

import data.interlock.rules.metric.redefined as rule

regions := {
	"global": {"path": ["global"], "children": ["emea"]},
	"emea": {"path": ["global", "emea"], "children": ["de"]},
	"de": {"path": ["global", "emea", "de"], "children": []},
}

metric(name, region, title) := {
	"kind": "Metric",
	"metadata": object.union({"name": name, "owner": "analytics"}, {"region": region}),
	"spec": {"title": title, "definition": "spend over leads"},
}

metrics := {"cost-per-lead": metric("cost-per-lead", "global", "Cost per lead"), "reach": metric("reach", "de", "Reach")}

form(object_, home, changes) := {"object": object_, "home": home, "region": home, "regions": [home], "changes": changes}

found(form_) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.effective as {"Metric": {"de": metrics, "emea": metrics}}
}

change(field, from) := object.union(
	{"action": "set", "path": concat(".", ["spec", field]), "at": ["spec", field], "to": "other", "governed": [], "overruled": []},
	from,
)

localized(changes) := object.union(form(metrics["cost-per-lead"], "global", changes), {"region": "de", "regions": ["de"]})

test_a_changed_definition if {
	some finding in found(localized([change("definition", {"from": "spend over leads"})]))
	finding.path == ["spec", "definition"]
	finding.message == "de gives metric `cost-per-lead` another definition"
	finding.label == "everywhere else: `spend over leads`"
}

test_a_changed_formula_or_unit if {
	count(found(localized([change("formula", {"from": "a / b"}), change("unit", {"from": "EUR"})]))) == 2
}

test_an_added_formula if {
	some finding in found(localized([change("formula", {})]))
	finding.message == "de gives metric `cost-per-lead` a formula of its own"
}

test_other_fields_may_differ if count(found(localized([change("source", {"from": "crm"}), change("title", {"from": "a"})]))) == 0

test_a_second_metric_of_one_title if {
	found(form(metric("cpl-de", "de", "cost per lead "), "de", [])) == {{
		"path": ["spec", "title"],
		"message": "de defines `cost per lead ` a second time",
		"label": "metric `cost-per-lead` of global has this title",
		"owner": "analytics",
		"related": [{
			"object": {"kind": "Metric", "name": "cost-per-lead", "region": "global"},
			"path": ["spec", "title"],
			"message": "the metric from above",
		}],
	}}
}

test_a_metric_of_its_own_title if count(found(form(metric("walk-ins", "de", "Walk-ins"), "de", []))) == 0

test_the_metric_itself_is_no_second_one if count(found(form(metrics.reach, "de", []))) == 0

test_two_of_one_region_are_another_finding if count(found(form(metric("reach-2", "de", "Reach"), "de", []))) == 0

test_global_metrics if count(found(form(metrics["cost-per-lead"], "global", []))) == 0
