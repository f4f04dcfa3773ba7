# METADATA
# title: Running initiatives report as often as was agreed
# description: |
#   An initiative that has not reported is either stuck or done; both should be known.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   reads: [Organization]
#   framework: [E4]
#   remedy: report how it goes, or say that it has stopped
package interlock.rules.roadmap["status-overdue"]

import data.interlock.lib.review
import data.interlock.lib.rhythm
import data.interlock.lib.text

report contains {
	"path": ["spec", "status", "reported"],
	"message": sprintf("initiative %s should have reported by %s", [text.quoted(input.object.metadata.name), review.due(reported, rhythm.reporting)]),
	"label": sprintf("reports every %s", [rhythm.reporting]),
} if {
	input.object.spec.status.state == "running"
	reported := input.object.spec.status.reported
	review.overdue(reported, rhythm.reporting)
}

report contains {
	"path": ["spec", "status", "reported"],
	"message": sprintf("initiative %s reported on a day to come", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("today is %s", [data.interlock.run.date]),
} if {
	input.object.spec.status.reported > data.interlock.run.date # dates compare as texts
}

report contains {
	"path": ["spec", "status", "state"],
	"message": sprintf("initiative %s has never reported", [text.quoted(input.object.metadata.name)]),
	"label": "expected `reported` beside it",
} if {
	input.object.spec.status.state == "running"
	not input.object.spec.status.reported
	rhythm.reporting
}

report contains {
	"path": ["spec", "phases", phase.name, "to"],
	"message": sprintf("phase %s should have ended", [text.quoted(phase.name)]),
	"label": sprintf("today is %s", [data.interlock.run.date]),
} if {
	not input.object.spec.status.state in {"done", "stopped"}
	some phase in input.object.spec.phases
	object.get(phase, "status", "planned") in {"planned", "running"}
	phase.to < data.interlock.run.date # dates compare as texts
}
