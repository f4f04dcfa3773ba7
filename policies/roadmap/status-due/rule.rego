# METADATA
# title: Running initiatives report in time
# description: |
#   In a few days the last report is too old to plan by. How many days before is for the organisation to say, in notice.status (3d
#   if it does not).
# custom:
#   severity: warning
#   scope: object
#   kinds: [Initiative]
#   reads: [Organization]
#   framework: [E4]
#   remedy: report how it goes, or say that it has stopped
package interlock.rules.roadmap["status-due"]

import data.interlock.lib.review
import data.interlock.lib.rhythm
import data.interlock.lib.text

report contains {
	"path": ["spec", "status", "reported"],
	"message": sprintf("initiative %s is to report by %s", [text.quoted(input.object.metadata.name), review.due(reported, rhythm.reporting)]),
	"label": sprintf("reports every %s", [rhythm.reporting]),
} if {
	input.object.spec.status.state == "running"
	reported := input.object.spec.status.reported
	review.soon(reported, rhythm.reporting, review.notice.status)
}
