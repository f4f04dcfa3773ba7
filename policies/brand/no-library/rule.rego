# METADATA
# title: Each market has the library of the brand
# description: |
#   Whoever cannot reach the library takes the logo from the last presentation. Once the organisation keeps its assets
#   in libraries, one of them is for the brand, and every market has it.
# custom:
#   severity: error
#   scope: object
#   kinds: [Organization]
#   reads: [AssetLibrary]
#   framework: [B1]
#   remedy: "mark the global library with brand: true, and let it apply to these markets"
package interlock.rules.brand["no-library"]

import data.interlock.lib.keeping
import data.interlock.lib.tree

report contains {
	"path": ["spec", "title"],
	"region": market,
	"message": sprintf("%s has no library for the assets of the brand", [market]),
	"label": "expected an AssetLibrary with `brand: true` there",
} if {
	keeping.kept("AssetLibrary")
	some market, _ in data.interlock.regions
	tree.market(market)
	not served(market)
}

served(market) if data.interlock.effective.AssetLibrary[market][_].spec.brand == true
