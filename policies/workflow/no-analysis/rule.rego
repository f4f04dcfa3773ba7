# METADATA
# title: An analysis closes each campaign
# description: |
#   What a campaign taught is lost if nobody looks after the launch. The next one repeats what did not work, and no
#   metric ever has a comparison.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   reads: [Organization]
#   framework: [W7]
#   remedy: add a step of type analysis that depends on the launch
package interlock.rules.workflow["no-analysis"]

import data.interlock.lib.text
import data.interlock.lib.workflow

report contains {
	"path": workflow.name_of(launch),
	"message": sprintf("no analysis follows %s", [text.quoted(launch.name)]),
	"label": "expected a step of type `analysis` after it",
} if {
	some launch in unfollowed
	count(workflow.analyses) == 0
}

report contains {
	"path": workflow.place(analysis, "dependsOn"),
	"message": sprintf("analysis %s does not wait for %s", [text.quoted(analysis.name), text.quoted(launch.name)]),
	"label": sprintf("expected %s in `dependsOn`", [text.quoted(launch.name)]),
} if {
	some launch in unfollowed
	some analysis in workflow.analyses
}

unfollowed := [launch |
	workflow.production
	input.object.spec.type in workflow.gated("analysis")
	some launch in workflow.launches
	not followed(launch.name)
]

# followed is true of a step that an analysis comes after: the next one, as a rule, or one further on.
followed(name) if name in workflow.analyses[_].dependsOn

followed(name) if {
	some analysis in workflow.analyses
	name in workflow.before(analysis.name)
}
