# METADATA
# title: There is one library of brand assets
# description: |
#   A second library holds the logo of two years ago. Assets of the global brand have one home, from which all take
#   them.
# custom:
#   severity: error
#   scope: object
#   kinds: [AssetLibrary]
#   reads: [AssetLibrary]
#   framework: [B1]
#   remedy: take the brand assets from the global library, and keep local ones in a library that is not for the brand
package interlock.rules.brand["second-library"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "brand"],
	"message": sprintf("library %s holds brand assets besides %s", [text.quoted(input.object.metadata.name), text.quoted(first)]),
	"label": "expected one library for the brand",
	"related": [{
		"object": {"kind": "AssetLibrary", "name": first, "region": input.region},
		"path": ["spec", "brand"],
		"message": "the first",
	}],
} if {
	input.object.spec.brand
	input.region == input.home
	first := sort([[count(tree.path(tree.home(library))), name] |
		some name, library in data.interlock.effective.AssetLibrary[input.home]
		library.spec.brand
	])[0][1]
	first != input.object.metadata.name
}
