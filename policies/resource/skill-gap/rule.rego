# METADATA
# title: Each core skill is covered in each market, or taught
# description: |
#   A market that lacks a core skill buys it dearly or goes without. A team of the market or of a region above may
#   have it; else a training is planned. Each market has a finding of its own, so that a waiver of one excuses no
#   other.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   reads: [Team, Initiative]
#   framework: [R4]
#   remedy: plan a training for the skill, let a team that has it serve these markets, or stop calling it core
package interlock.rules.resource["skill-gap"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "coreSkills", i],
	"region": market,
	"message": sprintf("nobody covers %s in %s", [text.quoted(skill), market]),
	"label": "and no training is planned",
} if {
	some i, skill in input.object.spec.coreSkills
	some market, _ in data.interlock.regions
	tree.market(market)
	not text.folded(skill) in object.get(skills, market, set())
	not text.folded(skill) in object.get(taught, market, set())
}

skills[market] contains text.folded(skill) if {
	input.object.spec.coreSkills
	some market, teams in data.interlock.effective.Team
	some team in teams
	some skill in team.spec.skills
}

taught[market] contains text.folded(skill) if {
	some market, initiatives in data.interlock.effective.Initiative
	some initiative in initiatives
	initiative.spec.status.state in {"planned", "running"}
	some skill in initiative.spec.training.skills
	count({region | some region in object.get(initiative.spec.training, "regions", [market])} & {name | some name in tree.path(market)}) > 0
}
