# METADATA
# title: Core data is checked in every way that was agreed on
# description: |
#   Records can be complete and wrong, or right and a week old. The organisation has said what is checked of core data;
#   each core entity has a check for it.
# custom:
#   severity: error
#   scope: object
#   kinds: [DataEntity]
#   reads: [Organization]
#   framework: [D3]
#   remedy: add a check of this dimension to spec.quality, or ask less in qualityDimensions of the organisation
package interlock.rules.data["quality-dimension-missing"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "core"],
	"message": sprintf("nobody checks the %s of core data entity %s", [text.names(missing), text.quoted(input.object.metadata.name)]),
	"label": "expected a check of each dimension that was agreed on",
} if {
	input.object.spec.core == true
	checked := {dimension | dimension := input.object.spec.quality[_].dimension}
	count(checked) > 0
	missing := [dimension | some dimension in keeping.parameter("qualityDimensions"); not dimension in checked]
	count(missing) > 0
}
