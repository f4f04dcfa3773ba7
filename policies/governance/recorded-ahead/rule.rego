# METADATA
# title: What is recorded as done has happened
# description: |
#   A decision, a review or a signature that is dated in the future has not happened yet. Until then everyone takes it
#   for done, and nothing reminds anyone of it.
# custom:
#   severity: error
#   scope: object
#   kinds: [AssetLibrary, Evaluation, Program, Vendor]
#   framework: [T4, T6, W7, B3, B4]
#   remedy: write the day on which it happened; leave the field out until it has
package interlock.rules.governance["recorded-ahead"]

report contains {
	"path": done.path,
	"message": sprintf("%s on `%s`, which is yet to come", [done.what, done.day]),
	"label": sprintf("expected a day up to %s", [data.interlock.run.date]),
} if {
	some done in all
	done.day > data.interlock.run.date # dates compare as texts
}

all contains {"path": ["spec", "decided"], "what": "it was decided", "day": input.object.spec.decided}

all contains {"path": ["spec", "review", "last"], "what": "it was looked at last", "day": input.object.spec.review.last}

all contains {"path": ["spec", "retrospective", "held"], "what": "its retrospective was held", "day": input.object.spec.retrospective.held}

all contains {"path": ["spec", "agreements", "processing"], "what": "the processing agreement was signed", "day": input.object.spec.agreements.processing}

all contains {"path": ["spec", "agreements", "security"], "what": "the security terms were accepted", "day": input.object.spec.agreements.security}

all contains {"path": ["spec", "brandTerms", "accepted"], "what": "the brand terms were accepted", "day": input.object.spec.brandTerms.accepted}
