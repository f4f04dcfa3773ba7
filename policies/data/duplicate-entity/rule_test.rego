package interlock.rules.data["duplicate-entity_test"]

import data.interlock.rules.data["duplicate-entity"] as rule

found(entities) := report if {
	report := rule.report with input as {}
		with data.interlock.regions as {"global": {"path": ["global"]}, "de": {"path": ["global", "de"]}}
		with data.interlock.objects as {"DataEntity": entities}
}

titled(title) := {"spec": {"title": title}}

test_two if {
	found({"global": {"lead": titled("Lead")}, "de": {"contact": titled("lead")}}) == {{
		"object": {"kind": "DataEntity", "name": "contact", "region": "de"},
		"path": ["spec", "title"],
		"message": "`lead` is defined a second time; data entity `lead` of global has this title",
		"label": "expected a title of its own",
		"related": [{
			"object": {"kind": "DataEntity", "name": "lead", "region": "global"},
			"path": ["spec", "title"],
			"message": "the other definition",
		}],
	}}
}

test_three_are_two_findings if count(found({"global": {"a": titled("A"), "b": titled("A"), "c": titled("A")}})) == 2

test_titles_of_their_own if count(found({"global": {"a": titled("A"), "b": titled("B")}})) == 0

test_none if count(found({})) == 0
