package interlock.rules.change["ownership-handed-over_test"]

import data.interlock.rules.change["ownership-handed-over"] as rule

edit(before, after) := {
	"action": "changed", "kind": "Platform", "name": "crm", "previous": "crm", "region": "global",
	"owner": object.get(after, "owner", ""), "before": {"metadata": before}, "after": {"metadata": after},
}

found(team) := report if {
	report := rule.report with input as edit({"owner": "ops"}, {"owner": "data"})
		with data.interlock.objects as {"Team": {"global": {"data": team}}}
}

accepts(entry) := {"metadata": {"name": "data"}, "spec": {"accepts": [entry]}}

test_not_accepted if {
	found({"metadata": {"name": "data"}, "spec": {}}) == {{
		"path": ["metadata", "owner"],
		"message": "Platform `crm` goes from `ops` to `data`, which has not accepted it",
		"label": "`ops` before",
		"owner": "data",
		"help": "`data` adds to its document: `accepts: [{from: ops, objects: [{kind: Platform, name: crm}]}]`",
		"related": [
			{"base": true, "object": {"kind": "Platform", "name": "crm", "region": "global"}, "path": ["metadata", "owner"], "message": "before"},
			{"object": {"kind": "Team", "name": "data", "region": "global"}, "path": ["metadata", "name"], "message": "the team that has to accept it"},
		],
	}}
}

test_accepted_by_name if count(found(accepts({"from": "ops", "objects": [{"kind": "Platform", "name": "crm"}]}))) == 0

test_accepted_with_its_region if count(found(accepts({"from": "ops", "objects": [{"kind": "Platform", "name": "crm", "region": "global"}]}))) == 0

test_all_accepted if count(found(accepts({"from": "ops"}))) == 0

test_another_object_accepted if count(found(accepts({"from": "ops", "objects": [{"kind": "Platform", "name": "cms"}]}))) == 1

test_accepted_from_another_team if count(found(accepts({"from": "brand"}))) == 1

test_the_team_has_another_name if count(found({"metadata": {"name": "data", "previously": "ops"}, "spec": {}})) == 0

test_an_owner_where_there_was_none if {
	count(rule.report) == 0 with input as edit({}, {"owner": "data"})
		with data.interlock.objects as {}
}

test_an_owner_who_is_gone_is_another_rule if {
	count(rule.report) == 0 with input as edit({"owner": "ops"}, {})
		with data.interlock.objects as {}
}
