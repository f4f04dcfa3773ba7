# METADATA
# title: A localization changes something
# description: |
#   A localization that changes nothing is read, reviewed and kept for nothing. Most often the base was changed to what
#   the region wanted, and nobody told the region.
# custom:
#   severity: info
#   scope: object
#   kinds: [Localization]
#   when: home
#   framework: [S2, S3]
#   remedy: remove it, or correct what it sets
package interlock.rules.standard["without-effect"]

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("the localization changes nothing of %s/%s in %s", [
		input.object.spec.of.kind, input.object.spec.of.name, input.home,
	]),
	"label": what,
	"owner": object.get(input.object.metadata, "owner", ""),
} if {
	input.effect.changes == 0
	what := because
}

because := "what it sets was so without it" if input.effect.repeats > 0

because := "it sets nothing and removes nothing" if input.effect.repeats == 0
