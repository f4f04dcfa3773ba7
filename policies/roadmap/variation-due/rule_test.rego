package interlock.rules.roadmap["variation-due_test"]

import data.interlock.rules.roadmap["variation-due"] as rule

found(variation, phase, notice) := report if {
	report := rule.report with input as {"region": "global", "object": {"metadata": {"name": "desk"}, "spec": {
		"variations": [object.union({"name": "council", "region": "de", "state": "open"}, variation)],
		"phases": [object.union({"name": "rollout", "regions": ["emea"], "from": "2026-12-22", "status": "planned"}, phase)],
	}}}
		with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"notice": notice}}}}}
		with data.interlock.regions as {"de": {"path": ["global", "emea", "de"]}, "uk": {"path": ["global", "emea", "uk"]}, "emea": {"path": ["global", "emea"]}}
		with data.interlock.run as {"date": "2026-11-22"}
}

test_soon if {
	found({}, {}, {}) == {{
		"path": ["spec", "variations", "council", "state"],
		"message": "phase `rollout` begins on 2026-12-22, and variation `council` is open",
		"label": "expected it to be reconciled or accepted before",
		"related": [{"object": {"kind": "Initiative", "name": "desk", "region": "global"}, "path": ["spec", "phases", "rollout", "from"], "message": "the phase"}],
	}}
}

test_still_time if count(found({}, {"from": "2026-12-23"}, {})) == 0

test_the_organisation_wants_to_know_earlier if count(found({}, {"from": "2027-01-22"}, {"phases": "2mo"})) == 1

test_begun_is_another_rule if {
	count(found({}, {"from": "2026-11-22"}, {})) == 0
	count(found({}, {"status": "running"}, {})) == 0
}

test_settled if count(found({"state": "accepted"}, {}, {})) == 0

test_another_phase if count(found({"phase": "later"}, {}, {})) == 0

test_another_region if {
	count(found({}, {"regions": ["uk"]}, {})) == 0
	count(found({"region": "emea"}, {"regions": ["uk"]}, {})) == 1
}
