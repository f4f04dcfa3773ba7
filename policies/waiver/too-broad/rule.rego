# METADATA
# title: A waiver excuses one thing for a time
# description: |
#   An exception without a path excuses everything an object ever gets wrong, and one without an end is a new rule
#   that nobody agreed on. Both hide the next fault, which nobody has looked at.
# custom:
#   severity: error
#   scope: object
#   kinds: [Waiver]
#   framework: [S6]
#   remedy: name the one path it is about and the day on which it ends
package interlock.rules.waiver["too-broad"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "rule"],
	"message": "the waiver excuses the whole object",
	"label": "expected a `path` beside the rule",
} if {
	not input.object.spec.path
}

report contains {
	"path": ["spec", "path"],
	"message": sprintf("the waiver excuses every member at %s", [text.quoted(path)]),
	"label": "expected one member by name",
} if {
	path := input.object.spec.path
	is_string(path)
	contains(path, "*")
}

report contains {
	"path": ["spec", "path"],
	"message": sprintf("the waiver excuses all that stands below %s", [text.quoted(path)]),
	"label": "expected the path of one value",
} if {
	path := input.object.spec.path
	path in {"spec", "metadata"}
}

report contains {
	"path": ["spec", "rule"],
	"message": "the waiver has no end",
	"label": "expected an `expires` date beside the rule",
} if {
	not input.object.spec.expires
}
