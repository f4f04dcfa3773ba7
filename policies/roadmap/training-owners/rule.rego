# METADATA
# title: Training is developed globally and delivered together
# description: |
#   A course that only headquarters give misses the market; one that each region invents teaches nine ways of
#   working.
# custom:
#   severity: error
#   scope: object
#   kinds: [Initiative]
#   reads: [Team]
#   framework: [E3]
#   remedy: name the team at headquarters in training.developedBy, and those of the regions in training.deliveredBy
package interlock.rules.roadmap["training-owners"]

import data.interlock.lib.team
import data.interlock.lib.text

report contains {
	"path": ["spec", "type"],
	"message": sprintf("training %s has nobody who %s it", [text.quoted(input.object.metadata.name), does]),
	"label": sprintf("expected training.%s", [field]),
} if {
	input.object.spec.type == "training"
	some field, does in {"developedBy": "develops", "deliveredBy": "delivers"}
	count(object.get(input.object.spec, ["training", field], "")) == 0
}

report contains {
	"path": ["spec", "training", "developedBy"],
	"message": sprintf("team %s is not at headquarters", [text.quoted(name)]),
	"label": "training is developed globally",
} if {
	name := input.object.spec.training.developedBy
	team.regional(name)
}

report contains {
	"path": ["spec", "training", "deliveredBy"],
	"message": sprintf("no region delivers training %s", [text.quoted(input.object.metadata.name)]),
	"label": "expected a team of a region",
} if {
	names := input.object.spec.training.deliveredBy
	count(names) > 0
	every name in names {
		team.central(name)
	}
}
