package interlock.lib.entity_test

import data.interlock.lib.entity

test_personal if {
	entity.personal with input.object.spec.fields as [{"classification": "public"}, {"classification": "sensitive"}]
	not entity.personal with input.object.spec.fields as [{"classification": "public"}, {"name": "unclassified"}]
	not entity.personal with input.object.spec as {}
}

test_rank if entity.rank.public < entity.rank.sensitive

test_shortest if {
	entity.shortest("retention") == {"de": {"name": "pecr", "limit": "20d"}} with input.regions as ["global", "de", "jp"]
		with data.interlock.regions as {
			"global": {"path": ["global"], "children": ["de", "jp"], "spec": {"privacy": ["gdpr"]}},
			"de": {"path": ["global", "de"], "children": [], "spec": {"privacy": ["pecr"]}},
			"jp": {"path": ["jp"], "children": [], "spec": {"privacy": ["appi"]}},
		}
		with data.interlock.effective.PrivacyRegime as {
			"de": {"gdpr": {"spec": {"retention": "1mo"}}, "pecr": {"spec": {"retention": "20d"}}},
			"jp": {"appi": {"spec": {}}},
		}
}
