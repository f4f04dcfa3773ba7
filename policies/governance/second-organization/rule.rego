# METADATA
# title: There is one organisation
# description: |
#   What rules compare with is agreed on for the whole organisation, in one place. With two, a value that one of them changes may be
#   read from the other, and nobody sees it.
# custom:
#   severity: error
#   scope: repository
#   kinds: [Organization]
#   framework: [G1]
#   remedy: move what is agreed on into one of them, and delete the other
package interlock.rules.governance["second-organization"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"object": {"kind": "Organization", "name": name, "region": "global"},
	"path": ["metadata", "name"],
	"message": sprintf("%s is a second organisation", [text.quoted(name)]),
	"label": sprintf("the first is %s", [text.quoted(names[0])]),
	"related": [{"object": {"kind": "Organization", "name": names[0], "region": "global"}, "path": ["metadata", "name"], "message": "the first"}],
} if {
	some i, name in names
	i > 0
}

names := sort([name | some name, _ in keeping.organizations])
