package interlock.lib.team_test

import data.interlock.lib.team

teams := {"Team": {"global": {"ops": {}}, "emea": {"emea-ops": {}}}}

test_homes if {
	team.homes("ops") == {"global"} with data.interlock.objects as teams
	team.homes("nobody") == set() with data.interlock.objects as teams
}

test_sides if {
	team.central("ops") with data.interlock.objects as teams
	not team.regional("ops") with data.interlock.objects as teams
	team.regional("emea-ops") with data.interlock.objects as teams
	not team.central("emea-ops") with data.interlock.objects as teams
}
