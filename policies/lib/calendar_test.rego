package interlock.lib.calendar_test

import data.interlock.lib.calendar

regions := {
	"global": {"children": ["emea", "us"], "spec": {}},
	"emea": {"children": ["uk", "fr", "nordics"], "spec": {"countries": ["GB", "FR", "SE"]}},
	"uk": {"children": [], "spec": {"countries": ["GB", "IE"]}},
	"fr": {"children": [], "spec": {"countries": ["FR"]}},
	"nordics": {"children": [], "spec": {}},
	"us": {"children": [], "spec": {"countries": ["US"]}},
}

company := {"spec": {"title": "Company"}}

france := {"spec": {"title": "France", "countries": ["FR", "MC"]}}

emea := {"company": company, "france": france}

bound(market) := names if {
	binding := calendar.binding with data.interlock.regions as regions
		with data.interlock.effective as {"Calendar": {"uk": emea, "fr": emea, "nordics": emea, "us": {"company": company}, "emea": emea}}
	names := {name | some name, _ in binding[market]}
}

test_of_the_whole_company if bound("us") == {"company"}

test_of_a_country if bound("fr") == {"company", "france"}

test_of_another_country if bound("uk") == {"company"}

test_a_market_without_countries if bound("nordics") == {"company", "france"}

test_only_markets if bound("emea") == set()

test_no_calendars if {
	calendar.binding == {"uk": {}} with data.interlock.regions as {"uk": {"children": [], "spec": {}}}
		with data.interlock.effective as {"Calendar": {}}
}
