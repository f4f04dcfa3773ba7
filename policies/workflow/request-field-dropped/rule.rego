# METADATA
# title: A region asks at least what everybody asks
# description: |
#   Requests can be compared, and passed on to another market, because each answers the same questions. A region that
#   drops a required one gets requests that nobody else can work with.
# custom:
#   severity: error
#   scope: object
#   kinds: [Workflow]
#   when: changes
#   framework: [W1]
#   remedy: leave the field in, and required; a region may ask more
package interlock.rules.workflow["request-field-dropped"]

import data.interlock.lib.text

report contains {
	"path": change.at,
	"message": sprintf("%s drops %s, which each request must answer", [input.region, text.list(fields)]),
	"label": "required everywhere",
} if {
	some change in asked
	change.action == "remove"
	fields := dropped(change)
	count(fields) > 0
}

report contains {
	"path": change.at,
	"message": sprintf("%s no longer asks each request for %s", [input.region, text.quoted(change.at[3])]),
	"label": "required everywhere",
} if {
	some change in asked
	change.at[4] == "required"
	change.from == true
	object.get(change, "to", false) != true
}

# asked are the changes of what a request is asked for.
asked := [input.changes[i] | input.changes[i].at[1] == "intake"]

# dropped are the required fields that go with what is removed: one of them, the list, or the intake as a whole.
dropped(change) := [change.at[3]] if {
	count(change.at) == 4
	change.from.required == true
}

dropped(change) := required(change.from) if change.at == ["spec", "intake", "fields"]

dropped(change) := required(change.from.fields) if change.at == ["spec", "intake"]

required(fields) := [field.name | some field in fields; field.required == true]
