# METADATA
# title: Forums
# description: |
#   Where a conflict goes from the forum at hand, as the region of the form sees it. A rule that asks names Forum in
#   `reads`.
package interlock.lib.forum

# next has for each forum the one it escalates to.
next[name] := [to |
	to := forum.spec.escalation.to
] if {
	some name, forum in data.interlock.effective.Forum[input.region]
}

# chain are the forums that a conflict may come through, from a forum on.
chain(name) := graph.reachable(next, [name])
