# METADATA
# title: Marketing automation and CRM are joined by a hand-over in each market
# description: |
#   Where a market runs marketing automation and a CRM, leads pass from one to the other anyway. Without an agreed
#   hand-over they pass by export and by chance.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   reads: [Platform, Handover]
#   framework: [W9]
#   remedy: write a Handover from the marketing automation platform to the CRM that is effective in these markets
package interlock.rules.workflow["no-handover"]

import data.interlock.lib.keeping
import data.interlock.lib.tree

report contains {
	"path": ["spec", "title"],
	"region": market,
	"message": sprintf("no hand-over from marketing automation to the CRM in %s", [market]),
	"label": "both platforms are there",
} if {
	keeping.kept("Handover")
	some market, _ in data.interlock.regions
	tree.market(market)
	senders := running(market, "marketing-automation")
	takers := running(market, "crm")
	count(senders) > 0
	count(takers) > 0
	not joined(market, senders, takers)
}

running(market, category) := {name |
	some name, platform in data.interlock.effective.Platform[market]
	platform.spec.category == category
	platform.spec.lifecycle.status in {"active", "legacy"}
}

joined(market, senders, takers) if {
	some handover in data.interlock.effective.Handover[market]
	handover.spec.from in senders
	handover.spec.to in takers
}
