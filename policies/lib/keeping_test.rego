package interlock.lib.keeping_test

import data.interlock.lib.keeping

test_kept if keeping.kept("Forum") with data.interlock.objects as {"Forum": {"global": {"council": {}}}}

test_not_kept if {
	not keeping.kept("Forum") with data.interlock.objects as {"Forum": {}}
	not keeping.kept("Forum") with data.interlock.objects as {"Forum": {"global": {}}}
	not keeping.kept("Forum") with data.interlock.objects as {}
}

test_parameter if {
	keeping.parameter("statusEvery") == "1mo" with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {"statusEvery": "1mo"}}}}}
}

test_no_parameter if {
	not keeping.parameter("statusEvery") with data.interlock.objects as {"Organization": {"global": {"acme": {"spec": {}}}}}
	not keeping.parameter("statusEvery") with data.interlock.objects as {}
}
