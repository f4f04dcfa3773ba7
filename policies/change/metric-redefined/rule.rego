# METADATA
# title: A metric that means something else has another name
# description: |
#   A figure is compared with the one of last quarter because it is counted alike. When the unit, the formula or the
#   source changes under the same name, the line in the dashboard goes on as if nothing had happened.
# custom:
#   severity: error
#   scope: change
#   kinds: [Metric]
#   reads: [Platform]
#   framework: [S8, M1]
#   remedy: define it under a new name, and retire the old one when nothing shows it any more
package interlock.rules.change["metric-redefined"]

import data.interlock.lib.change
import data.interlock.lib.text

report contains {
	"path": ["spec", field],
	"message": sprintf("metric %s has another %s under the same name%s", [text.quoted(input.name), field, relied]),
	"label": sprintf("%s before", [before(field)]),
	"related": [change.base(["spec", field], "before")],
} if {
	input.action == "changed"
	some field in ["unit", "formula", "source", "direction"]
	object.get(input.before.spec, field, null) != object.get(input.after.spec, field, null)
	not renamed(field)
}

before(field) := text.quoted(input.before.spec[field])

before(field) := "none" if not input.before.spec[field]

# renamed is true of a source that is the same platform by a new name.
renamed("source") if {
	some region
	platform := data.interlock.objects.Platform[region][input.after.spec.source]
	platform.metadata.previously == input.before.spec.source
}

relied := "" if count(input.relied) == 0

relied := sprintf("; %s", [change.counted(count(input.relied), "place relies on it", "places rely on it")]) if {
	count(input.relied) > 0
}
