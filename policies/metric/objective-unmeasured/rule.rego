# METADATA
# title: Each objective has a metric and a target
# description: |
#   An objective without a number is reached whenever somebody says so.
# custom:
#   severity: error
#   scope: object
#   kinds: [Objective]
#   framework: [M2]
#   remedy: name a metric in spec.metrics, with the target that is to be reached
package interlock.rules.metric["objective-unmeasured"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("objective %s is measured by nothing", [text.quoted(input.object.metadata.name)]),
	"label": "expected `metrics` with a target",
} if {
	count(metrics) == 0
}

report contains {
	"path": ["spec", "metrics", metric.name, "name"],
	"message": sprintf("metric %s has no target", [text.quoted(metric.name)]),
	"label": "expected a `target` beside it",
} if {
	some metric in metrics
	object.get(metric, "target", "") == ""
}

metrics := object.get(input.object.spec, "metrics", [])
