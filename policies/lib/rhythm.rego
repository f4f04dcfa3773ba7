# METADATA
# title: Rhythms
# description: |
#   What the form at hand repeats: how often a forum meets, and how often an objective, or an initiative that runs, is
#   reviewed. Undefined for what repeats nothing.
package interlock.lib.rhythm

import data.interlock.lib.keeping
import data.interlock.lib.text

# interval is how often.
interval := input.object.spec.cadence if input.object.kind == "Forum"

interval := input.object.spec.review.every if input.object.kind == "Objective"

interval := input.object.spec.review.every if {
	input.object.kind == "Initiative"
	input.object.spec.status.state == "running"
}

# last is the day on which it was done last.
last := input.object.spec.lastMet if input.object.kind == "Forum"

last := input.object.spec.review.last if input.object.kind != "Forum"

# starts is the day on which it is done for the first time, of what is new.
starts := input.object.spec.starts if input.object.kind == "Forum"

starts := input.object.spec.review.starts if input.object.kind != "Forum"

# at is where a day stands.
at("last") := ["spec", "lastMet"] if input.object.kind == "Forum"

at("last") := ["spec", "review", "last"] if input.object.kind != "Forum"

at("starts") := ["spec", "starts"] if input.object.kind == "Forum"

at("starts") := ["spec", "review", "starts"] if input.object.kind != "Forum"

# what is it in words, and does what it does.
what := sprintf("%s %s", [lower(input.object.kind), text.quoted(input.object.metadata.name)])

does := {"should": "should have met", "is": "is to meet", "often": "meets", "was": "met"} if input.object.kind == "Forum"

does := {"should": "should have been reviewed", "is": "is to be reviewed", "often": "reviewed", "was": "was reviewed"} if input.object.kind != "Forum"

# reporting is how often an initiative reports: its own interval, else that of the organisation. A rule that asks names
# Organization in `reads`.
reporting := input.object.spec.review.every

reporting := keeping.parameter("statusEvery") if not input.object.spec.review.every
