package interlock.lib.platform_test

import data.interlock.lib.platform

effective := {"Platform": {
	"de": {"crm": {"spec": {"lifecycle": {"status": "active"}}}},
	"jp": {"crm": {"spec": {"lifecycle": {"status": "legacy"}}}},
	"br": {},
}}

test_status if {
	platform.status("de", "crm") == "active" with data.interlock.effective as effective
	not platform.status("br", "crm") with data.interlock.effective as effective
}

test_seen if {
	some_regions := platform.seen(["jp", "de", "br"], "crm") with data.interlock.effective as effective
	some_regions == {"statuses": {"legacy", "active"}, "everywhere": false}
	one_region := platform.seen(["de"], "crm") with data.interlock.effective as effective
	one_region == {"statuses": {"active"}, "everywhere": true}
	no_region := platform.seen(["de"], "dam") with data.interlock.effective as effective
	no_region == {"statuses": set(), "everywhere": false}
}

test_having if {
	platform.having("crm", "legacy") == ["jp"] with input.regions as ["jp", "de", "br"] with data.interlock.effective as effective
	platform.having("crm", "legacy") == [] with input.regions as ["br"] with data.interlock.effective as effective
}

test_lifecycle if {
	platform.lifecycle("jp", "crm", "legacy here") == {
		"object": {"kind": "Platform", "name": "crm", "region": "jp"},
		"path": ["spec", "lifecycle", "status"],
		"message": "legacy here",
	}
}

test_known if {
	platform.known("crm") with data.interlock.objects as {"Platform": {"global": {"crm": {}}, "jp": {}}}
	not platform.known("dam") with data.interlock.objects as {"Platform": {"global": {"crm": {}}, "jp": {}}}
}
