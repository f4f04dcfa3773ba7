# METADATA
# title: A retired platform is not used any more
# description: |
#   A workflow that a retired platform should run stands still, a metric it should feed stops, and a connection to it
#   fills a system that nobody reads. What is switched off has no users.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow, Metric, Integration, Handover, AssetLibrary, AccessRole]
#   reads: [Platform]
#   framework: [T7, T5, W8]
#   remedy: use the successor of the platform, or take the use away
package interlock.rules.technology["retired-in-use"]

import data.interlock.lib.platform
import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": use.path,
	"message": sprintf("uses %s, which is retired%s", [text.quoted(name), place(regions)]),
	"label": use.label,
	"related": [platform.lifecycle(regions[0], name, "retired here")],
} if {
	some name in used
	"retired" in platform.seen(input.regions, name).statuses
	regions := platform.having(name, "retired")
	some use in uses(name)
}

# used are the platforms that the object uses.
used := workflow.platforms if input.object.kind == "Workflow"

used := {input.object.spec.source} if input.object.kind == "Metric"

used := {input.object.spec.from, input.object.spec.to} if input.object.kind in {"Integration", "Handover"}

used := {input.object.spec.platform} if input.object.kind in {"AssetLibrary", "AccessRole"}

# uses are where it does.
uses(name) := [{"path": ["spec", "steps", step.name, "automation", "platform"], "label": "expected a platform that runs"} |
	some step in workflow.run_by(name)
] if {
	input.object.kind == "Workflow"
}

uses(_) := [{"path": ["spec", "source"], "label": "expected a source that is still fed"}] if {
	input.object.kind == "Metric"
}

uses(name) := [{"path": ["spec", end], "label": "expected a platform that runs"} |
	some end in ["from", "to"]
	input.object.spec[end] == name
] if {
	input.object.kind in {"Integration", "Handover"}
}

uses(_) := [{"path": ["spec", "platform"], "label": "expected a platform that runs"}] if {
	input.object.kind in {"AssetLibrary", "AccessRole"}
}

# place is where it is retired, where that is not everywhere the object is.
place(regions) := "" if count(regions) == count(input.regions)

place(regions) := sprintf(" in %s", [text.names(regions)]) if count(regions) < count(input.regions)
