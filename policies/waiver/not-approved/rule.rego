# METADATA
# title: A waiver is approved by the team that decides
# description: |
#   An exception is agreed with whoever keeps the agreement: the owner of the standard that governs the value; of a
#   rule that is not about standards the team that the organisation names for it in exceptions, else the owner of the
#   object. A region that excuses itself has no exception, only a habit: where that is who asks, the owner of the
#   organisation decides.
# custom:
#   severity: error
#   scope: object
#   kinds: [Waiver]
#   reads: [Organization]
#   framework: [S6]
#   remedy: ask the team that decides, and name it in approvedBy
package interlock.rules.waiver["not-approved"]

import data.interlock.lib.keeping
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
deciders := [of_broken[0]] if {
	count(of_broken) > 0
} else := of_standards if {
	count(of_standards) > 0
} else := named if {
	count(named) > 0
} else := [input.target.owner] if {
	input.target.owner != ""
	input.target.owner != object.get(input.object.metadata, "owner", "")
} else := of_organization if {
	count(of_organization) > 0
} else := [input.target.owner]

# of_broken are the owners of those standards that are broken, the one from furthest above first: what is excused
# is excused of all of them.
of_broken := [owner |
	some owner in of_standards
	owner in object.get(input.target, "owners", [])
]

# named are the teams that the organisation names for the category of the rule.
named := [exception.approvedBy |
	some exception in keeping.parameter("exceptions")
	exception.rules == split(input.object.spec.rule, "/")[0]
]

of_organization := [organization.metadata.owner | some organization in keeping.organizations]

of_standards := array.concat(
	[owner |
		some entry in input.target.governed
		entry.stance in stances[input.object.spec.rule]
		owner := entry.standard.owner
	],
	array.concat(
		[standard.owner |
			input.object.spec.rule == "standard/existence"
			some standard in input.target.standards
			standard.existence in {"global", "evaluated"}
		],
		# Whose standard is loosened decides, and not who loosens it.
		[standard.owner |
			input.object.spec.rule == "standard/loosened"
			some standard in input.target.above
		],
	),
)

alternatives := concat(" or ", [text.quoted(team) | some team in deciders])
