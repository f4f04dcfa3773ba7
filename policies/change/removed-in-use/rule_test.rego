package interlock.rules.change["removed-in-use_test"]

import data.interlock.rules.change["removed-in-use"] as rule

place(kind, name, extra) := object.union(
	{
		"object": {"kind": kind, "name": name, "region": "global"}, "owner": "analytics", "path": "spec.source",
		"at": ["spec", "source"], "alike": false,
	},
	extra,
)

edit(owner, relied) := {
	"action": "deleted", "kind": "Platform", "name": "crm", "previous": "crm", "region": "global", "owner": owner,
	"relied": relied,
}

test_still_named if {
	{{
		"object": {"kind": "Metric", "name": "leads", "region": "global"},
		"path": ["spec", "source"],
		"message": "Platform `crm` is removed, and 2 objects still rely on it: Handover `sales` and Metric `leads`",
		"label": "this leads nowhere now",
		"owner": "martech",
		"related": [
			{"base": true, "object": {"kind": "Platform", "name": "crm", "region": "global"}, "path": ["metadata", "name"], "message": "it stood here"},
			{"object": {"kind": "Handover", "name": "sales", "region": "global"}, "path": ["spec", "source"], "message": "named here too"},
			{"object": {"kind": "Metric", "name": "leads", "region": "global"}, "path": ["x"], "message": "named here too"},
		],
	}} == rule.report with input as edit("martech", [place("Metric", "leads", {}), place("Handover", "sales", {}), place("Metric", "leads", {"at": ["x"]})])
}

test_the_name_means_another_one if {
	some finding in rule.report with input as edit("", [place("Metric", "leads", {"now": {"kind": "Platform", "name": "crm", "region": "emea"}})])
	finding.label == "this is Platform `crm` of emea now"
	finding.owner == "analytics"
	contains(finding.message, "1 object still relies on it")
}

test_it_was_moved if {
	count(rule.report) == 0 with input as edit("", [place("Metric", "leads", {"now": {"kind": "Platform", "name": "crm", "region": "emea"}, "alike": true})])
}

test_nobody_names_it if count(rule.report) == 0 with input as edit("", [])
