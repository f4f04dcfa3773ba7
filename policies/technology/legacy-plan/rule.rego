# METADATA
# title: A legacy platform has a successor and a plan
# description: |
#   Calling a platform legacy is a promise to leave it. Without a successor and a plan with phases the promise ages
#   with the platform, and each team finds its own way out.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [Platform, Initiative]
#   framework: [T7]
#   remedy: name the successor and the plan in spec.lifecycle (or the initiative that is the plan), with the day on which the platform ends
package interlock.rules.technology["legacy-plan"]

import data.interlock.lib.platform
import data.interlock.lib.quantity
import data.interlock.lib.text

report contains {
	"path": ["spec", "lifecycle", "status"],
	"message": sprintf("legacy platform %s has no %s", [text.quoted(input.object.metadata.name), concat(" and no ", missing)]),
	"label": sprintf("expected %s beside the status", [text.list(missing)]),
} if {
	count(missing) > 0
}

report contains {
	"path": ["spec", "lifecycle", "until"],
	"message": sprintf("legacy platform %s should have ended on %s", [text.quoted(input.object.metadata.name), text.quoted(until)]),
	"label": sprintf("today is %s", [today]),
} if {
	until := lifecycle.until
	today := data.interlock.run.date
	quantity.below(until, today)
}

report contains {
	"path": ["spec", "lifecycle", "successor"],
	"message": sprintf("successor %s is itself %s", [text.quoted(lifecycle.successor), status]),
	"label": "expected a platform that stays",
	"related": [platform.lifecycle(input.region, lifecycle.successor, "the successor's status")],
} if {
	status := platform.status(input.region, lifecycle.successor)
	status in {"legacy", "retired"}
}

report contains {
	"path": ["spec", "lifecycle", "initiative"],
	"message": sprintf("initiative %s ends on %s, after legacy platform %s", [
		text.quoted(lifecycle.initiative), last, text.quoted(input.object.metadata.name),
	]),
	"label": sprintf("expected its last phase by %s", [lifecycle.until]),
	"related": [{
		"object": {"kind": "Initiative", "name": lifecycle.initiative, "region": input.region},
		"path": ["spec", "title"],
		"message": "the initiative",
	}],
} if {
	initiative := data.interlock.effective.Initiative[input.region][lifecycle.initiative]
	last := max([phase.to | some phase in initiative.spec.phases]) # dates compare as texts
	last > lifecycle.until
}

lifecycle := input.object.spec.lifecycle if input.object.spec.lifecycle.status == "legacy"

missing := array.concat(
	["successor" | not text.given(object.get(lifecycle, "successor", ""))],
	["plan" | not planned],
) if {
	lifecycle
}

planned if text.given(lifecycle.plan)

planned if lifecycle.initiative
