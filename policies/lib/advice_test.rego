package interlock.lib.advice_test

import data.interlock.lib.advice

organization(spec) := {"global": {"meridian": {"spec": spec}}}

test_without_an_organization if {
	advice.common == {"markets": 3, "share": 50} with data.interlock.objects.Organization as {}
}

test_what_the_organization_says if {
	advice.common == {"markets": 3, "share": 50} with data.interlock.objects.Organization as organization({})
	advice.common == {"markets": 2, "share": 75} with data.interlock.objects.Organization as organization({"advice": {"commonChoice": {"markets": 2, "share": "75%"}}})
}
