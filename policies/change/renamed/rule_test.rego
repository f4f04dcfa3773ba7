package interlock.rules.change.renamed_test

import data.interlock.rules.change.renamed as rule

test_the_same_by_another_name if {
	twin := {"kind": "Platform", "name": "crm", "region": "global"}
	{{
		"path": ["metadata", "name"],
		"message": "`record` says what `crm` said, which is gone",
		"label": "a new name?",
		"help": "if it was renamed, write `previously: crm` below `metadata`; then its history goes on",
		"related": [{"base": true, "object": twin, "path": ["metadata", "name"], "message": "it was called so"}],
	}} == rule.report with input as {"action": "created", "kind": "Platform", "name": "record", "twin": twin}
}

test_a_new_one if count(rule.report) == 0 with input as {"action": "created", "kind": "Platform", "name": "record"}
