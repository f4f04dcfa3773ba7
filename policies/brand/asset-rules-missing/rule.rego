# METADATA
# title: Each class of assets says how it is named, kept and used
# description: |
#   People find an asset by its name, trust it by its version, and may use it by its rights until it expires. What the
#   organisation asks of all classes is written down for each, or the next agency does it in its own way.
# custom:
#   severity: error
#   scope: object
#   kinds: [AssetLibrary]
#   reads: [Organization]
#   framework: [W2]
#   remedy: write what is missing into the class, or ask less in assetPractice of the organisation
package interlock.rules.brand["asset-rules-missing"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "classes", class.name, "name"],
	"message": sprintf("asset class %s says nothing about %s", [text.quoted(class.name), text.names([words[field] | some field in missing])]),
	"label": sprintf("expected %s beside the name", [text.list(missing)]),
} if {
	practice := keeping.parameter("assetPractice")
	some class in input.object.spec.classes
	missing := [field | some field in practice; not class[field]]
	count(missing) > 0
}

words := {"naming": "names", "versions": "versions", "rights": "rights", "expiry": "its expiry"}
