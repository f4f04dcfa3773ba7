# METADATA
# title: Data entities
# description: |
#   What the data entity at hand holds, and what the privacy regimes of its markets allow. A rule that asks for
#   regimes names PrivacyRegime in `reads`.
package interlock.lib.entity

import data.interlock.lib.quantity
import data.interlock.lib.tree

# rank orders the classes of data: who is cleared for one may see those below it.
rank := {"public": 0, "internal": 1, "confidential": 2, "personal": 3, "sensitive": 4}

# personal is true of an entity that holds data about people.
personal if count({class | class := input.object.spec.fields[_].classification} & {"personal", "sensitive"}) > 0

# shortest has, for each market of the form whose regimes set a time, the regime with the shortest one, and that time.
shortest(field) := {market: regime |
	some market in tree.markets(input.regions)
	regimes := [[quantity.duration(limit), name, limit] |
		some name in tree.inherited(market, "privacy")
		limit := data.interlock.effective.PrivacyRegime[market][name].spec[field]
	]
	count(regimes) > 0
	regime := {"name": min(regimes)[1], "limit": min(regimes)[2]}
}
