# METADATA
# title: Each market knows its privacy law
# description: |
#   What consent a form must ask for and how long data may be kept is decided by the law of the market. A market without
#   a regime, of its own or from a region above it, is one where nobody has looked.
# custom:
#   severity: error
#   scope: object
#   kinds: [Region]
#   framework: [D5]
#   remedy: name the regimes that apply in spec.privacy of the region or of one above it
package interlock.rules.privacy["no-regime"]

import data.interlock.lib.tree

report contains {
	"path": ["metadata", "name"],
	"message": sprintf("no privacy regime applies in %s", [name]),
	"label": "expected `privacy` in its spec, or in a region above",
} if {
	name := input.object.metadata.name
	tree.market(name)
	count(tree.inherited(name, "privacy")) == 0
}
