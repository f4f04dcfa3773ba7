package interlock.rules.brand["no-review-named_test"]

import data.interlock.rules.brand["no-review-named"] as rule

found(spec) := report if report := rule.report with input.object as {"metadata": {"name": "claims"}, "spec": spec}

complete := {"approval": "claims", "industries": ["devices"], "workflows": ["campaign"]}

test_complete if count(found(complete)) == 0

test_no_review if {
	found(object.remove(complete, ["approval"])) == {{
		"path": ["spec", "title"],
		"message": "brand standard `claims` names no review",
		"label": "expected `approval` beside the title",
	}}
}

test_demanded_nowhere if {
	some finding in found({"approval": "claims", "workflows": []})
	finding.message == "brand standard `claims` names no industry and kind of work"
}

test_a_standard_without_a_review if count(found({})) == 0
