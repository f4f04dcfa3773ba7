# METADATA
# title: A platform says so when personal data reaches it
# description: |
#   Safeguards, agreements and residency are asked of platforms that hold personal data. One that gets it through a
#   connection, or is its system of record, and calls itself free of it slips through all of them.
# custom:
#   severity: error
#   scope: object
#   kinds: [Integration, DataEntity]
#   reads: [DataEntity, Platform]
#   framework: [D5, T6, T5]
#   remedy: "set personalData: true on the platform and put the safeguards in place, or keep the personal fields away from it"
package interlock.rules.privacy["personal-data-denied"]

import data.interlock.lib.text

report contains {
	"path": use.path,
	"message": sprintf("%s gets personal data, and says that it holds none", [text.quoted(use.platform)]),
	"label": sprintf("%s of %s is %s", [field.name, use.entity, field.classification]),
	"related": [{
		"object": {"kind": "Platform", "name": use.platform, "region": input.region},
		"path": ["spec", "personalData"],
		"message": "what the platform says",
	}],
} if {
	some use in uses
	data.interlock.effective.Platform[input.region][use.platform].spec.personalData == false
	field := [field |
		some field in data.interlock.effective.DataEntity[input.region][use.entity].spec.fields
		field.classification in {"personal", "sensitive"}
	][0]
}

uses := {{"path": ["spec", "systemOfRecord"], "entity": input.object.metadata.name, "platform": input.object.spec.systemOfRecord}} if {
	input.object.kind == "DataEntity"
}

uses := {
	{"path": ["spec", "from"], "entity": input.object.spec.entity, "platform": input.object.spec.from},
	{"path": ["spec", "to"], "entity": input.object.spec.entity, "platform": input.object.spec.to},
} if {
	input.object.kind == "Integration"
}
