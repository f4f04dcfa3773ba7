# METADATA
# title: Advice
# description: |
#   From when on something is worth a word, as the organisation has it in its `advice`. The schema of Organization
#   tells what holds where it says nothing.
package interlock.lib.advice

import data.interlock.lib.keeping
import data.interlock.lib.quantity

# common is from how many markets, and beyond which share of them in per cent, a choice is a common one.
common := {
	"markets": object.get(asked, "markets", 3),
	"share": quantity.percentage(object.get(asked, "share", "50%")),
}

default asked := {}

asked := [known.spec.advice.commonChoice | some known in keeping.organizations][0]
