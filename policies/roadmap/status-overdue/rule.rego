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

import data.interlock.lib.keeping
import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "status", "reported"],
	"message": sprintf("initiative %s should have reported by %s", [text.quoted(input.object.metadata.name), review.due(reported, interval)]),
	"label": sprintf("reports every %s", [interval]),
} if {
	input.object.spec.status.state == "running"
	reported := input.object.spec.status.reported
	review.overdue(reported, interval)
}

report contains {
	"path": ["spec", "phases", phase.name, "to"],
	"message": sprintf("phase %s should have ended", [text.quoted(phase.name)]),
	"label": sprintf("today is %s", [data.interlock.run.date]),
} if {
	some phase in input.object.spec.phases
	phase.status in {"planned", "running"}
	phase.to < data.interlock.run.date # dates compare as texts
}

# The initiative's own interval, else that of the organisation.
interval := input.object.spec.review.every

interval := keeping.parameter("statusEvery") if not input.object.spec.review.every
