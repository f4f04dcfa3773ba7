package interlock.rules.brand["review-missing_test"]

import data.interlock.rules.brand["review-missing"] as rule

found(status, approvals) := report if {
	report := rule.report with input as {
		"object": {"spec": {"title": "Campaign", "type": "campaign", "status": status, "steps": [{"name": "s", "approvals": approvals}]}},
		"region": "global",
		"regions": ["global", "de", "jp"],
	}
		with data.interlock.regions as {
			"global": {"children": ["de", "jp"], "spec": {}},
			"de": {"path": ["global", "de"], "children": [], "spec": {"regulated": ["devices"]}},
			"jp": {"path": ["global", "jp"], "children": [], "spec": {}},
		}
		with data.interlock.effective as {"BrandStandard": {"global": {"claims": {"spec": {
			"title": "Claims",
			"industries": ["devices"],
			"workflows": ["campaign"],
			"approval": "counsel",
		}}}}}
}

test_reviewed if count(found("production", [{"name": "claims", "role": "counsel"}])) == 0

test_not_reviewed if {
	found("production", [{"name": "budget", "role": "head"}]) == {{
		"path": ["spec", "title"],
		"region": "de",
		"message": "`Campaign` has no approval `counsel` in de",
		"label": "demanded by `Claims`",
		"related": [{
			"object": {"kind": "BrandStandard", "name": "claims", "region": "global"},
			"path": ["spec", "approval"],
			"message": "the review",
		}],
	}}
}

test_draft if count(found("draft", [])) == 0
