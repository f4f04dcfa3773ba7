package interlock.lib.forum_test

import data.interlock.lib.forum

forums := {"Forum": {"global": {
	"desk": {"spec": {"escalation": {"to": "council"}}},
	"council": {"spec": {"escalation": {"sponsor": true}}},
}}}

test_chain if {
	forum.chain("desk") == {"desk", "council"} with data.interlock.effective as forums with input as {"region": "global"}
	forum.chain("council") == {"council"} with data.interlock.effective as forums with input as {"region": "global"}
}

test_forums_nobody_sees if forum.chain("desk") == set() with data.interlock.effective as {} with input as {"region": "global"}
