# METADATA
# title: A retired platform is not used any more
# description: |
#   A workflow that a retired platform should run stands still, a metric it should feed stops, and a connection to it
#   fills a system that nobody reads. What is switched off has no users.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow, Metric, Platform]
#   reads: [Platform]
#   framework: [T7]
#   remedy: use the successor of the platform, or take the use away
package interlock.rules.technology["retired-in-use"]

import data.interlock.lib.platform
import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": use.path,
	"message": sprintf("uses %s, which is retired%s", [text.quoted(use.platform), place(regions)]),
	"label": use.label,
	"related": [platform.lifecycle(regions[0], use.platform, "retired here")],
} if {
	some use in uses
	"retired" in platform.seen(use.platform).statuses
	regions := platform.having(use.platform, "retired")
}

uses := [{"path": ["spec", "steps", step.name, "automation", "platform"], "platform": name, "label": "expected a platform that runs"} |
	some step in workflow.automated
	name := step.automation.platform
] if {
	input.object.kind == "Workflow"
}

uses := [{"path": ["spec", "source"], "platform": input.object.spec.source, "label": "expected a source that is still fed"}] if {
	input.object.kind == "Metric"
}

uses := [{"path": ["spec", "integrations", link.name, "to"], "platform": link.to, "label": "expected a platform that runs"} |
	input.object.spec.lifecycle.status != "retired"
	some link in input.object.spec.integrations
] if {
	input.object.kind == "Platform"
}

# place is where it is retired, where that is not everywhere the object is.
place(regions) := "" if count(regions) == count(input.regions)

place(regions) := sprintf(" in %s", [text.names(regions)]) if count(regions) < count(input.regions)
