# METADATA
# title: A brand standard names its review, and where it is due
# description: |
#   A demand that no review proves is a wish. And a review that is due in no industry or for no kind of work is never
#   asked for.
# custom:
#   severity: error
#   scope: object
#   kinds: [BrandStandard]
#   framework: [B2]
#   remedy: name the approval that proves the standard, the industries and the workflows
package interlock.rules.brand["no-review-named"]

import data.interlock.lib.text

report contains {
	"path": ["spec", "title"],
	"message": sprintf("brand standard %s names no %s", [text.quoted(input.object.metadata.name), text.names([words[field] | some field in missing])]),
	"label": sprintf("expected %s beside the title", [text.list(missing)]),
} if {
	count(missing) > 0
	count(missing) < 3 # a standard that demands no review anywhere is for everybody to follow
}

missing := [field | some field in ["approval", "industries", "workflows"]; object.get(input.object.spec, field, []) == []]

words := {"approval": "review", "industries": "industry", "workflows": "kind of work"}
