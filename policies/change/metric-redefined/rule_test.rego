package interlock.rules.change["metric-redefined_test"]

import data.interlock.rules.change["metric-redefined"] as rule

leads := {"title": "Leads", "definition": "Accepted contacts.", "unit": "contacts", "source": "crm"}

edit(after, relied) := {
	"action": "changed", "kind": "Metric", "name": "leads", "previous": "leads", "region": "global", "owner": "analytics",
	"before": {"spec": leads}, "after": {"spec": after}, "relied": relied,
}

test_another_unit if {
	{{
		"path": ["spec", "unit"],
		"message": "metric `leads` has another unit under the same name; 2 places rely on it",
		"label": "`contacts` before",
		"related": [{
			"base": true,
			"object": {"kind": "Metric", "name": "leads", "region": "global"},
			"path": ["spec", "unit"],
			"message": "before",
		}],
	}} == rule.report with input as edit(object.union(leads, {"unit": "accounts"}), [{}, {}])
}

test_a_formula_where_there_was_none if {
	some finding in rule.report with input as edit(object.union(leads, {"formula": "a / b"}), [])
	finding.label == "none before"
	finding.message == "metric `leads` has another formula under the same name"
}

test_another_source if {
	count(rule.report) == 1 with input as edit(object.union(leads, {"source": "shop"}), [])
		with data.interlock.objects as {"Platform": {"global": {"shop": {"metadata": {"name": "shop"}}}}}
}

test_a_source_with_another_name if {
	count(rule.report) == 0 with input as edit(object.union(leads, {"source": "customer-record"}), [])
		with data.interlock.objects as {"Platform": {"global": {"customer-record": {"metadata": {"previously": "crm"}}}}}
}

test_another_title if count(rule.report) == 0 with input as edit(object.union(leads, {"title": "Qualified leads"}), [])

test_another_name if {
	count(rule.report) == 0 with input as object.union(edit(object.union(leads, {"unit": "accounts"}), []), {"action": "renamed"})
}
