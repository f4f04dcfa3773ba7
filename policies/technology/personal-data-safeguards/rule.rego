# METADATA
# title: A platform with personal data has all safeguards
# description: |
#   Where customers' data lies, sign-on, access reviews, the processing agreement and the place of storage are not a
#   region's choice. One platform without them is the one that the regulator and the customer will ask about.
# custom:
#   severity: error
#   scope: object
#   kinds: [Platform]
#   framework: [T6]
#   remedy: put the safeguard in place and record it in spec.security
package interlock.rules.technology["personal-data-safeguards"]

import data.interlock.lib.text

report contains {
	"path": place(field),
	"message": sprintf("%s holds personal data without %s", [text.quoted(input.object.metadata.name), words]),
	"label": sprintf("expected `%s` in `security`", [expected[field]]),
} if {
	input.object.spec.personalData == true
	input.object.spec.lifecycle.status in {"active", "legacy"}
	some field, words in safeguards
	not kept(field)
}

safeguards := {
	"singleSignOn": "single sign-on",
	"accessReview": "an access review",
	"processingAgreement": "a processing agreement",
	"dataResidency": "a place where the data stays",
}

# expected are examples of what to write.
expected := {
	"singleSignOn": "singleSignOn: true",
	"accessReview": "accessReview: 6mo",
	"processingAgreement": "processingAgreement: true",
	"dataResidency": "dataResidency: [eu]",
}

security := object.get(input.object.spec, "security", {})

kept(field) if security[field] == true

kept(field) if text.given(security[field])

kept(field) if {
	is_array(security[field])
	count(security[field]) > 0
}

# place is where a safeguard is denied, or where the platform says that it needs it.
place(field) := ["spec", "security", field] if is_boolean(security[field])

place(field) := ["spec", "personalData"] if not is_boolean(object.get(security, field, null))
