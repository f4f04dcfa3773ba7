# METADATA
# title: Each hand-over has criteria and a service level
# description: |
#   Sales does not trust leads that marketing calls ready without saying what ready means, and marketing does not
#   learn what became of them without a promise when they are taken up.
# custom:
#   severity: error
#   scope: object
#   kinds: [Handover]
#   framework: [W9]
#   remedy: write when a lead is ready in spec.criteria, and how soon it is taken up in spec.serviceLevel
package interlock.rules.workflow["handover-incomplete"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("hand-over %s has no %s", [text.quoted(input.object.metadata.name), concat(" and no ", [words[field] | some field in missing])]),
	"label": sprintf("expected %s beside the title", [text.list(missing)]),
} if {
	count(missing) > 0
}

missing := [field | some field in ["criteria", "serviceLevel"]; object.get(input.object.spec, field, []) == []]

words := {"criteria": "criteria", "serviceLevel": "service level"}
