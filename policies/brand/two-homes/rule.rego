# METADATA
# title: A class of assets has one home
# description: |
#   Where logos lie in two libraries, one of them is out of date, and it is not always the same one. A region that has
#   assets of its own gives them a class of their own.
# custom:
#   severity: warning
#   scope: object
#   kinds: [AssetLibrary]
#   reads: [AssetLibrary]
#   when: home
#   framework: [W2, B1]
#   remedy: move the assets into one of the libraries, or give the class another name
package interlock.rules.brand["two-homes"]

import data.interlock.lib.text
import data.interlock.lib.tree

report contains {
	"path": ["spec", "classes", class.name, "name"],
	"message": sprintf("asset class %s has a home in %s already", [text.quoted(class.name), text.quoted(first[1])]),
	"label": "expected a class of its own",
	"related": [{
		"object": {"kind": "AssetLibrary", "name": first[1], "region": input.home},
		"path": ["spec", "classes", class.name, "name"],
		"message": "the first home",
	}],
} if {
	some class in input.object.spec.classes
	homes := sort([[count(tree.path(tree.home(library))), name] |
		some name, library in data.interlock.effective.AssetLibrary[input.home]
		library.spec.classes[_].name == class.name
	])
	count(homes) > 1
	first := homes[0]
	first[1] != input.object.metadata.name
}
