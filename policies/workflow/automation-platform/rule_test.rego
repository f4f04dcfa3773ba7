package interlock.rules.workflow["automation-platform_test"]

import data.interlock.rules.workflow["automation-platform"] as rule

regions := {
	"global": {"path": ["global"], "children": ["de", "cn"]},
	"de": {"path": ["global", "de"], "children": []},
	"cn": {"path": ["global", "cn"], "children": []},
}

mailer(status) := {"mailer": {"spec": {"lifecycle": {"status": status}}}}

form(status, in_regions) := {
	"object": {"kind": "Workflow", "metadata": {"name": "campaign"}, "spec": {"status": status, "steps": [
		{"name": "brief", "type": "brief"},
		{"name": "send", "type": "launch", "automation": {"platform": "mailer"}},
	]}},
	"home": "global",
	"region": "global",
	"regions": in_regions,
}

found(form_, in_de, in_cn) := report if {
	report := rule.report with input as form_
		with data.interlock.regions as regions
		with data.interlock.objects as {"Platform": {"global": mailer("active")}}
		with data.interlock.effective as {"Platform": {"de": in_de, "cn": in_cn}}
}

test_a_market_that_is_not_served if {
	found(form("production", ["global", "de", "cn"]), mailer("active"), {}) == {{
		"path": ["spec", "steps", "send", "automation", "platform"],
		"region": "cn",
		"message": "`mailer` does not serve cn",
		"label": "runs step `send` there",
	}}
}

test_all_markets_are_served if {
	count(found(form("production", ["global", "de", "cn"]), mailer("active"), mailer("legacy"))) == 0
}

test_only_the_markets_of_this_form if {
	count(found(form("production", ["global", "de"]), mailer("active"), {})) == 0
}

test_drafts_too if {
	count(found(form("draft", ["de", "cn"]), mailer("active"), {})) == 1
}

test_only_planned if {
	some finding in found(form("production", ["de", "cn"]), mailer("active"), mailer("planned"))
	finding.message == "`mailer` is only planned in cn"
	finding.related[0].object.region == "cn"
}

test_a_draft_may_wait_for_what_is_planned if {
	count(found(form("draft", ["de", "cn"]), mailer("active"), mailer("planned"))) == 0
}

test_a_platform_nobody_knows_is_another_finding if {
	count(rule.report) == 0 with input as form("production", ["de"])
		with data.interlock.regions as regions
		with data.interlock.objects as {"Platform": {}}
		with data.interlock.effective as {"Platform": {}}
}
