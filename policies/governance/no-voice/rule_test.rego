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

seated(teams) := report if {
	forum := {"kind": "Forum", "metadata": {"name": "council"}, "spec": {"seats": [{"team": team} | some team in teams]}}
	report := rule.report with input as {"object": {"metadata": {"name": "dach"}, "spec": {"feedback": "council"}}}
		with data.interlock.regions as {"dach": {"path": ["global", "emea", "dach"], "below": ["de"], "spec": {"feedback": "council"}}}
		with data.interlock.effective as {"Forum": {"dach": {"council": forum}}}
		with data.interlock.objects as {
			"Forum": {"global": {"council": forum}},
			"Team": {"global": {"ops": {}}, "emea": {"emea-ops": {}}, "dach": {"dach-ops": {}}, "de": {"de-ops": {}}, "apac": {"apac-ops": {}}},
		}
}

test_nobody_of_the_region if {
	seated(["ops", "apac-ops"]) == {{
		"path": ["spec", "feedback"],
		"message": "nobody of dach has a seat in forum `council`",
		"label": "expected a team of the region, of one above or below it",
		"help": "give a team of the region a seat in the forum, or name another forum",
	}}
}

test_somebody_of_the_region if {
	every name in ["emea-ops", "dach-ops", "de-ops"] {
		count(seated(["ops", name])) == 0
	}
}
