# METADATA
# title: Content is evaluated on its cycle
# description: |
#   What nobody evaluates is never taken down. The next evaluation is due one interval after the last; the library of
#   the brand always has an interval.
# custom:
#   severity: error
#   scope: object
#   kinds: [AssetLibrary]
#   framework: [B4]
#   remedy: evaluate the library and write down the date, or agree on a longer interval
package interlock.rules.brand["library-review"]

import data.interlock.lib.review
import data.interlock.lib.text

report contains {
	"path": ["spec", "review", "last"],
	"message": sprintf("library %s should have been evaluated by %s", [text.quoted(input.object.metadata.name), review.due(last, interval)]),
	"label": sprintf("evaluated every %s", [interval]),
} if {
	last := input.object.spec.review.last
	interval := input.object.spec.review.every
	review.overdue(last, interval)
}

report contains {
	"path": ["spec", "review", "every"],
	"message": sprintf("library %s was never evaluated", [text.quoted(input.object.metadata.name)]),
	"label": "expected `last` beside it",
} if {
	input.object.spec.review.every
	not input.object.spec.review.last
}

report contains {
	"path": ["spec", "brand"],
	"message": sprintf("library %s holds the assets of the brand, and nobody evaluates it", [text.quoted(input.object.metadata.name)]),
	"label": "expected `review` beside it",
} if {
	input.object.spec.brand == true
	not input.object.spec.review
}
