package interlock.rules.roadmap["open-variation_test"]

import data.interlock.rules.roadmap["open-variation"] as rule

found(spec) := report if {
	report := rule.report with input as {
		"object": {"kind": "Initiative", "metadata": {"name": "desk"}, "spec": spec},
		"home": "global",
		"region": "global",
		"regions": ["global"],
	}
		with data.interlock.objects as {}
		with data.interlock.effective as {}
		with data.interlock.regions as {"de": {"path": ["global", "emea", "de"]}, "jp": {"path": ["global", "apac", "jp"]}}
		with data.interlock.run as {"date": "2026-11-22"}
}

variation := {"name": "council", "region": "de", "state": "open"}

phase(from) := {"name": "rollout", "regions": ["emea"], "from": from, "status": "planned"}

test_open if {
	found({"variations": [variation], "phases": [phase("2026-11-22")]}) == {{
		"path": ["spec", "variations", "council", "state"],
		"message": "phase `rollout` rolls out in de with variation `council` open",
		"label": "expected it to be reconciled or accepted before",
		"related": [{
			"object": {"kind": "Initiative", "name": "desk", "region": "global"},
			"path": ["spec", "phases", "rollout", "name"],
			"message": "the phase",
		}],
	}}
}

test_still_time if count(found({"variations": [variation], "phases": [phase("2026-11-23")]})) == 0

test_running if count(found({"variations": [variation], "phases": [object.union(phase("2026-12-01"), {"status": "running"})]})) == 1

test_reconciled if count(found({"variations": [object.union(variation, {"state": "reconciled"})], "phases": [phase("2026-11-01")]})) == 0

test_elsewhere if count(found({"variations": [object.union(variation, {"region": "jp"})], "phases": [phase("2026-11-01")]})) == 0

test_another_phase if count(found({"variations": [object.union(variation, {"phase": "later"})], "phases": [phase("2026-11-01")]})) == 0

test_a_part_of_the_region_that_differs if {
	count(found({"variations": [object.union(variation, {"region": "emea"})], "phases": [object.union(phase("2026-11-01"), {"regions": ["de"]})]})) == 1
}
