# METADATA
# title: What is strategic is bought globally, the rest locally
# description: |
#   The organisation has said which services it buys once, for all. A region that contracts one of them pays more
#   and ties everybody else to its choice. And a regional relationship that is kept at headquarters has nobody on the
#   spot who knows the vendor.
# custom:
#   severity: error
#   scope: object
#   kinds: [Vendor]
#   reads: [Organization]
#   when: home
#   framework: [T10]
#   remedy: let the side that chooses the vendor hold the relationship, or take the service out of strategicServices
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

report contains {
	"path": ["spec", "relationship"],
	"message": sprintf("%s keeps a strategic relationship", [input.home]),
	"label": "expected a vendor of headquarters",
} if {
	input.object.spec.relationship == "strategic"
	input.home != "global"
}

report contains {
	"path": ["spec", "relationship"],
	"message": "headquarters keep a regional relationship",
	"label": "expected a vendor of the region",
} if {
	input.object.spec.relationship == "regional"
	input.home == "global"
}
