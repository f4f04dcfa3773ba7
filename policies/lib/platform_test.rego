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

test_having if {
	platform.having(["jp", "de", "br"], "crm", "legacy") == ["jp"] with data.interlock.effective as effective
	platform.having(["br"], "crm", "legacy") == [] with data.interlock.effective as effective
}

test_lifecycle if {
	platform.lifecycle("jp", "crm", "legacy here") == {
		"object": {"kind": "Platform", "name": "crm", "region": "jp"},
		"path": ["spec", "lifecycle", "status"],
		"message": "legacy here",
	}
}
