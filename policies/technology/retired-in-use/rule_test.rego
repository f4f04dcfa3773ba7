package interlock.rules.technology["retired-in-use_test"]

import data.interlock.rules.technology["retired-in-use"] as rule

platforms(status) := {"mailer": {"spec": {"lifecycle": {"status": status}}}, "crm": {"spec": {"lifecycle": {"status": "active"}}}}

effective(in_de, in_fr) := {"Platform": {"de": platforms(in_de), "fr": platforms(in_fr)}}

form(kind, spec) := {
	"object": {"kind": kind, "metadata": {"name": "it"}, "spec": spec},
	"home": "global",
	"region": "de",
	"regions": ["de", "fr"],
}

workflow := form("Workflow", {"steps": [
	{"name": "brief", "type": "brief"},
	{"name": "send", "type": "launch", "automation": {"platform": "mailer"}},
	{"name": "record", "type": "analysis", "automation": {"platform": "crm"}},
]})

test_a_workflow_runs_on_it if {
	rule.report == {{
		"path": ["spec", "steps", "send", "automation", "platform"],
		"message": "uses `mailer`, which is retired",
		"label": "expected a platform that runs",
		"related": [{
			"object": {"kind": "Platform", "name": "mailer", "region": "de"},
			"path": ["spec", "lifecycle", "status"],
			"message": "retired here",
		}],
	}} with input as workflow with data.interlock.effective as effective("retired", "retired")
}

test_retired_in_one_region if {
	some finding in rule.report with input as workflow with data.interlock.effective as effective("active", "retired")
	finding.message == "uses `mailer`, which is retired in fr"
}

test_other_statuses if {
	every status in ["planned", "active", "legacy"] {
		count(rule.report) == 0 with input as workflow with data.interlock.effective as effective(status, status)
	}
}

test_a_metric_is_fed_by_it if {
	some finding in rule.report with input as form("Metric", {"source": "mailer"})
		with data.interlock.effective as effective("retired", "retired")
	finding.path == ["spec", "source"]
}

test_a_connection_to_it if {
	some finding in rule.report with input as form("Integration", {"from": "crm", "to": "mailer"})
		with data.interlock.effective as effective("retired", "retired")
	finding.path == ["spec", "to"]
}

test_a_handover_from_it if {
	some finding in rule.report with input as form("Handover", {"from": "mailer", "to": "crm"})
		with data.interlock.effective as effective("retired", "retired")
	finding.path == ["spec", "from"]
}

test_a_library_or_a_role_in_it if {
	every kind in ["AssetLibrary", "AccessRole"] {
		some finding in rule.report with input as form(kind, {"platform": "mailer"})
			with data.interlock.effective as effective("retired", "retired")
		finding.path == ["spec", "platform"]
	}
}

test_a_platform_that_is_not_there_is_another_finding if {
	count(rule.report) == 0 with input as form("Metric", {"source": "nothing"})
		with data.interlock.effective as effective("retired", "retired")
}

test_nothing_used if {
	count(rule.report) == 0 with input as form("Metric", {}) with data.interlock.effective as effective("retired", "retired")
	count(rule.report) == 0 with input as form("Integration", {"from": "crm", "to": "crm"})
		with data.interlock.effective as effective("retired", "retired")
}
