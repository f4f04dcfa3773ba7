# METADATA
# title: No platform stands alone that needs others
# description: |
#   A platform for events or for mailings lives from what others know: who came, who may be written to, what became of
#   it. Without a connection people carry the data over by export, and the copies go their own ways.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   reads: [Integration, Organization]
#   framework: [T5]
#   remedy: declare the Integration that connects it, or take its category out of connectedCategories of the organisation
package interlock.rules.technology.island

import data.interlock.lib.keeping
import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "category"],
	"region": market,
	"message": sprintf("no integration connects %s in %s", [text.quoted(name), market]),
	"label": "a category that needs others",
} if {
	input.object.spec.category in keeping.parameter("connectedCategories")
	input.object.spec.lifecycle.status == "active"
	name := input.object.metadata.name
	some market in tree.markets(input.regions)
	not name in connected[market]
}

# connected has for each market the platforms that are an end of a connection there.
connected := {market: ends |
	some market, integrations in data.interlock.effective.Integration
	ends := {name |
		some integration in integrations
		some name in [integration.spec.from, integration.spec.to]
	}
}
