package interlock.rules.metric["no-dashboard_test"]

import data.interlock.rules.metric["no-dashboard"] as rule

dashboard(shows) := {"d": {"spec": {"shows": shows}}}

found(kind, name, dashboards) := report if {
	report := rule.report with input.object as {"kind": kind, "metadata": {"name": name}, "spec": {"title": "T"}}
		with data.interlock.regions as {"emea": {"children": ["de"]}, "de": {"children": []}}
		with data.interlock.objects as {"Dashboard": {"global": dashboards}}
		with data.interlock.effective as {"Dashboard": {"global": dashboards, "de": dashboards}}
}

test_shown if {
	count(found("Region", "de", dashboard("region"))) == 0
	count(found("Organization", "acme", dashboard("enterprise"))) == 0
}

test_not_shown if {
	found("Region", "de", dashboard("enterprise")) == {{
		"path": ["spec", "title"],
		"message": "de has no dashboard",
		"label": "expected a dashboard that shows the region",
	}}
}

test_no_enterprise if {
	some finding in found("Organization", "acme", dashboard("region"))
	finding.message == "no dashboard shows the enterprise"
}

test_only_markets_count if count(found("Region", "emea", dashboard("enterprise"))) == 0

test_none_are_kept_yet if count(found("Region", "de", {})) == 0
