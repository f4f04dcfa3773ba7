# METADATA
# title: A performance program is measured
# description: |
#   Performance means that a figure moves. Without a metric and its target the money is spent as for performance and
#   judged as for brand.
# custom:
#   severity: error
#   scope: object
#   kinds: [Program]
#   framework: [P2]
#   remedy: name at least one metric with its target in spec.metrics, or call the program brand
package interlock.rules.program["unmeasured-performance"]

report contains {
	"path": ["spec", "focus"],
	"message": "the program is for performance, but nothing measures it",
	"label": "expected `metrics` with a target",
} if {
	input.object.spec.focus == "performance"
	input.object.spec.status != "cancelled"
	count(measures) == 0
}

measures := [metric.name |
	some metric in input.object.spec.metrics
	metric.target != ""
]
