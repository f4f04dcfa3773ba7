# METADATA
# title: Each class of assets has a home and is looked over
# description: |
#   Assets that nobody looks over are still used when their rights have ended. Each class that the organisation
#   names is at home in a library, which says how often it is reviewed.
# custom:
#   severity: error
#   scope: object
#   kinds: [AssetLibrary, Organization]
#   reads: [AssetLibrary, Organization]
#   framework: [W2]
#   remedy: give the class a home in a library, and say in `reviewed` how often it is looked over
package interlock.rules.brand["asset-class-incomplete"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "classes", class.name, "name"],
	"message": sprintf("asset class %s is never looked over", [text.quoted(class.name)]),
	"label": "expected `reviewed` beside the name",
} if {
	some class in input.object.spec.classes
	not class.reviewed
}

report contains {
	"path": ["spec", "assetClasses", i],
	"message": sprintf("asset class %s has no home", [text.quoted(name)]),
	"label": "expected a library that holds it",
} if {
	some i, name in input.object.spec.assetClasses
	keeping.kept("AssetLibrary")
	not name in housed
}

housed := {class.name |
	some library in data.interlock.effective.AssetLibrary.global
	some class in library.spec.classes
}
