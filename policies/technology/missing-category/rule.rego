# METADATA
# title: Each market has a platform of every required category
# description: |
#   The organisation has decided which platforms a market cannot work without. Where one is missing, people help
#   themselves with spreadsheets and tools that nobody knows of.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   reads: [Platform]
#   framework: [T1]
#   remedy: let an active platform of the category serve these markets, or stop requiring it
package interlock.rules.technology["missing-category"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "requiredCategories", i],
	"region": market,
	"message": sprintf("no active %s platform in %s", [text.quoted(category), market]),
	"label": "required for each market",
} if {
	some i, category in input.object.spec.requiredCategories
	some market in markets
	not category in served[market]
}

markets := sort([region | some region, _ in data.interlock.regions; tree.market(region)])

served := {market: categories |
	some market in markets
	categories := {platform.spec.category |
		some platform in data.interlock.effective.Platform[market]
		platform.spec.lifecycle.status in {"active", "legacy"}
	}
}
