package interlock.rules.governance["no-voice_test"]

import data.interlock.rules.governance["no-voice"] as rule

council := {"kind": "Forum", "metadata": {"name": "council"}, "spec": {}}

local(escalation) := {"kind": "Forum", "metadata": {"name": "round", "region": "emea"}, "spec": {"escalation": escalation}}

found(spec, round, objects) := report if {
	report := rule.report with input as {"object": {"metadata": {"name": "emea"}, "spec": spec}, "home": "global", "region": "global"}
		with data.interlock.regions as {"global": {"path": ["global"], "spec": {}}, "emea": {"path": ["global", "emea"], "spec": spec}}
		with data.interlock.effective as {"Forum": {"emea": {"council": council, "round": round}}}
		with data.interlock.objects as objects
}

kept := {"Forum": {"global": {"council": council}}}

test_heard if count(found({"feedback": "council"}, local({}), kept)) == 0

test_not_heard if {
	found({"title": "EMEA"}, local({}), kept) == {{
		"path": ["spec", "title"],
		"message": "emea has no route into a global forum",
		"label": "expected `feedback` here or in a region above",
	}}
}

test_a_forum_of_its_own_is_not_enough if {
	some finding in found({"feedback": "round"}, local({"sponsor": true}), kept)
	finding.path == ["spec", "feedback"]
}

test_unless_it_escalates if count(found({"feedback": "round"}, local({"to": "council"}), kept)) == 0

test_no_forums_are_kept_yet if count(found({}, local({}), {})) == 0

test_an_unknown_forum_is_another_finding if count(found({"feedback": "nothing"}, local({}), kept)) == 0
