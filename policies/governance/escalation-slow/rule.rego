# METADATA
# title: A conflict reaches the sponsor in the time that is promised
# description: |
#   The organisation has promised how long a conflict may take at most. The times of the forums on its way add up;
#   where one has no limit, the promise has none.
# custom:
#   severity: error
#   scope: object
#   kinds: [Forum]
#   reads: [Forum, Organization]
#   framework: [G5]
#   remedy: shorten spec.escalation.within, leave out a forum on the way, or promise less in the conflicts of the Organization
package interlock.rules.governance["escalation-slow"]

import data.interlock.lib.forum
import data.interlock.lib.keeping
import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "escalation", "within"],
	"message": sprintf("a conflict in forum %s takes up to %s to reach the sponsor", [text.quoted(name), quantity.written(total)]),
	"label": sprintf("promised: %s", [limit]),
} if {
	input.object.spec.escalation.within
	total := sum([quantity.duration(within) |
		some passed in forum.chain(name)
		within := data.interlock.effective.Forum[input.region][passed].spec.escalation.within
	])
	total > quantity.duration(limit)
}

report contains {
	"path": ["spec", "escalation"],
	"message": sprintf("forum %s may keep a conflict for ever", [text.quoted(name)]),
	"label": sprintf("expected `within`; promised to the sponsor: %s", [limit]),
} if {
	input.object.spec.escalation
	not input.object.spec.escalation.within
	limit
}

limit := keeping.parameter("conflicts").within

name := input.object.metadata.name
