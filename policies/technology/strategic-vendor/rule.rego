# METADATA
# title: What is strategic is bought globally
# description: |
#   The organisation has said which services it buys once, for all. A region that contracts one of them pays more
#   and ties everybody else to its choice.
# custom:
#   severity: error
#   scope: object
#   kinds: [Vendor]
#   reads: [Organization]
#   framework: [T10]
#   remedy: let the team at headquarters hold the relationship, or take the service out of strategicServices
package interlock.rules.technology["strategic-vendor"]

import data.interlock.lib.keeping
import data.interlock.lib.text

report contains {
	"path": ["spec", "supplies", i],
	"message": sprintf("%s contracts %s, which is bought globally", [input.home, text.quoted(service)]),
	"label": "a strategic service",
} if {
	input.home != "global"
	some i, service in input.object.spec.supplies
	service in keeping.parameter("strategicServices")
}
