# METADATA
# title: A waiver is approved by the team that decides
# description: |
#   An exception is agreed with whoever keeps the agreement: the owner of the standard that governs the value, or the
#   owner of the object where no standard does. A region that excuses itself has no exception, only a habit.
# custom:
#   severity: error
#   scope: object
#   kinds: [Waiver]
#   framework: [S6]
#   remedy: ask the team that decides, and name it in approvedBy
package interlock.rules.waiver["not-approved"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "rule"],
	"message": "nobody has approved this waiver",
	"label": sprintf("expected `approvedBy` beside the rule: %s", [alternatives]),
	"owner": deciders[0],
} if {
	not input.object.spec.approvedBy
	count(deciders) > 0
}

report contains {
	"path": ["spec", "approvedBy"],
	"message": sprintf("%s cannot approve this waiver", [text.quoted(input.object.spec.approvedBy)]),
	"label": sprintf("%s decides", [alternatives]),
	"owner": deciders[0],
} if {
	count(deciders) > 0
	not input.object.spec.approvedBy in deciders
}

# Which stances a rule on standards is about, and so which of the standards that govern a value decide.
stances := {
	"standard/locked-field": {"standardize"},
	"standard/out-of-bounds": {"bounded"},
	"standard/not-additive": {"bounded"},
	"standard/must-localize": {"mustLocalize"},
}

# deciders are the teams of which one must have approved, in the order in which to ask them.
deciders := of_standards if count(of_standards) > 0

deciders := [input.target.owner] if count(of_standards) == 0

of_standards := array.concat(
	[owner |
		some entry in input.target.governed
		entry.stance in stances[input.object.spec.rule]
		owner := entry.standard.owner
	],
	[standard.owner |
		input.object.spec.rule == "standard/existence"
		some standard in input.target.standards
		standard.existence in {"global", "evaluated"}
	],
)

alternatives := concat(" or ", [text.quoted(team) | some team in deciders])
