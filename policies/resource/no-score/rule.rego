# METADATA
# title: Each program is scored by the criteria of the organisation
# description: |
#   What has no score is never weighed: it is done because it is there, or because of who asks. Each criterion that the organisation
#   has agreed on gets a score, and no others.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   reads: [Organization]
#   when: home
#   framework: [R2]
#   remedy: score the program in spec.priority.scores, once for each criterion of the Organization
package interlock.rules.resource["no-score"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("program %s has no score", [text.quoted(input.object.metadata.name)]),
	"label": sprintf("expected a `priority` with scores for %s", [text.list(sort(criteria))]),
} if {
	unlike
	count(scored) == 0
}

report contains {
	"path": ["spec", "priority", "scores"],
	"message": sprintf("program %s has no score for %s", [text.quoted(input.object.metadata.name), text.list(missing)]),
	"label": "expected one for each criterion",
} if {
	unlike
	count(scored) > 0
	missing := sort(criteria - scored)
	count(missing) > 0
}

report contains {
	"path": ["spec", "priority", "scores", name, "name"],
	"message": sprintf("%s is no criterion of the organisation", [text.quoted(name)]),
	"label": sprintf("expected %s", [text.list(sort(criteria))]),
} if {
	unlike
	some name in (scored - criteria)
	count(criteria) > 0
}

# unlike is true of what competes for people and money, and is not scored by just these criteria.
unlike if {
	input.object.spec.status in {"proposed", "planned", "running"}
	scored != criteria
	count(criteria) > 0
}

criteria := {criterion.name | some criterion in keeping.parameter("prioritization").criteria}

scored := {score.name | some score in input.object.spec.priority.scores}
