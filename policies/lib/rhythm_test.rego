package interlock.lib.rhythm_test

import data.interlock.lib.rhythm

forum := {"object": {"kind": "Forum", "metadata": {"name": "council"}, "spec": {"cadence": "2w", "lastMet": "2026-11-12", "starts": "2026-01-15"}}}

objective := {"object": {"kind": "Objective", "metadata": {"name": "grow"}, "spec": {"review": {"every": "3mo", "last": "2026-10-08", "starts": "2026-07-08"}}}}

initiative(state) := {"object": {"kind": "Initiative", "metadata": {"name": "desk"}, "spec": {"status": {"state": state}, "review": {"every": "1mo", "last": "2026-11-03"}}}}

test_forum if {
	rhythm.interval == "2w" with input as forum
	rhythm.last == "2026-11-12" with input as forum
	rhythm.starts == "2026-01-15" with input as forum
	rhythm.at("last") == ["spec", "lastMet"] with input as forum
	rhythm.at("starts") == ["spec", "starts"] with input as forum
	rhythm.what == "forum `council`" with input as forum
	rhythm.does.often == "meets" with input as forum
}

test_objective if {
	rhythm.interval == "3mo" with input as objective
	rhythm.last == "2026-10-08" with input as objective
	rhythm.starts == "2026-07-08" with input as objective
	rhythm.at("last") == ["spec", "review", "last"] with input as objective
	rhythm.at("starts") == ["spec", "review", "starts"] with input as objective
	rhythm.does.often == "reviewed" with input as objective
}

test_initiative_that_runs if {
	rhythm.interval == "1mo" with input as initiative("running")
	not rhythm.interval with input as initiative("done")
}

test_reporting if {
	rhythm.reporting == "1mo" with input as initiative("running") with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1w"}}}}}
	rhythm.reporting == "1w" with input as {"object": {"spec": {}}} with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1w"}}}}}
}
