package schema

import "interlock.dev/interlock/internal/finding"

// The rules that this package reports.
const (
	ruleMissing    = "schema/missing-field"
	ruleUnknown    = "schema/unknown-field"
	ruleType       = "schema/wrong-type"
	ruleNotAllowed = "schema/not-allowed-value"
	ruleFormat     = "schema/format"
	rulePattern    = "schema/pattern"
	ruleLength     = "schema/length"
	ruleRange      = "schema/out-of-range"
	ruleTwice      = "schema/duplicate-value"
	ruleForm       = "schema/wrong-form"
	ruleNotValid   = "schema/not-valid"
	ruleUnquoted   = "schema/unquoted-date"
	ruleNoKind     = "schema/no-kind"
	ruleKind       = "schema/unknown-kind"
	ruleVersion    = "schema/unknown-version"
)

// Rules describes the checks of this package, sorted by id.
func Rules() []finding.Rule {
	describe := func(id string, severity finding.Severity, title, description, remedy string) finding.Rule {
		return finding.Rule{ID: id, Title: title, Description: description, Severity: severity, Scope: "file", Remedy: remedy}
	}
	return []finding.Rule{
		describe(ruleTwice, finding.Error, "No value is listed twice",
			"A list of things that are either in it or not, such as countries, names each of them once. A second one is a slip, often one that hides what was meant instead.",
			"remove one of the two, or write what was meant"),
		describe(ruleFormat, finding.Error, "Dates, durations, countries and their like are written in one way",
			"Calendars, service levels and privacy rules are computed from these values. A date that is none, a time zone that no computer knows or a currency that is no longer tender would make them wrong without a word.",
			"write the value as the finding shows it"),
		describe(ruleLength, finding.Error, "Texts and lists are neither empty nor endless",
			"A title of no characters says nothing, and one of thousands cannot be shown on the platforms that it is applied to.",
			"write what is missing, or shorten it"),
		describe(ruleMissing, finding.Error, "What is needed is there",
			"Each kind of document has a few fields without which it means nothing: a workflow without steps, a platform nobody manages. The rest is up to you.",
			"add the field; the finding says what it is for"),
		describe(ruleNoKind, finding.Error, "Every YAML file is one of interlock's, or is named as ignored",
			"A file that is skipped in silence looks as if it had been checked. So each YAML file of the repository either says what it is, or is listed under `ignore:` in interlock.yaml.",
			"begin the document with `apiVersion:` and `kind:`, or name the file under `ignore:` in interlock.yaml"),
		describe(ruleNotAllowed, finding.Error, "Values are from the list that was agreed on",
			"Statuses, types and categories mean the same in every region only because everybody chooses from one list. Rules and platforms look for exactly these words.",
			"choose one of the values that the finding lists"),
		describe(ruleNotValid, finding.Error, "A document fits the schema of its kind",
			"The schema says what a document of the kind may look like. This finding stands for whatever is wrong with it that no other rule puts into better words.",
			"compare the document with the schema of its kind"),
		describe(ruleRange, finding.Error, "Numbers are within their bounds",
			"A share above the whole or a negative number of days is a slip, and what is computed from it would be one too.",
			"write a number within the bounds that the finding names"),
		describe(rulePattern, finding.Error, "Names and codes follow their pattern",
			"Names appear in references, in paths, on platforms and in addresses. They are kept so plain that they are the same everywhere.",
			"write the text as the finding describes it"),
		describe(ruleUnknown, finding.Error, "There are no fields that nobody reads",
			"A misspelt field looks like an agreement and is none: nothing checks it, and nothing applies it. So a field that the kind does not have is refused.",
			"correct the name, move the field to where it belongs, or remove it"),
		describe(ruleKind, finding.Error, "The kind of a document is one that there is",
			"The kind decides how a document is checked. One that nobody knows would not be checked at all.",
			"correct the kind, or add a schema for it to the repository's `schemas` folder"),
		describe(ruleVersion, finding.Error, "The version of the document format is one that interlock reads",
			"The version says which rules a document was written by. One that is missing or belongs to another tool cannot be understood with certainty.",
			"write `apiVersion: "+APIVersion+"`, or name the file under `ignore:` in interlock.yaml"),
		describe(ruleUnquoted, finding.Warning, "Texts that look like dates are in quotes",
			"Interlock reads them as text, but other readers of YAML turn them into a point in time, and back into something else.",
			"put the text in quotes"),
		describe(ruleForm, finding.Error, "A value has the form that was agreed on",
			"Some values have one of several forms, and a few may not be used at all, such as the name `global` for a region.",
			"write it in one of the forms that the finding names"),
		describe(ruleType, finding.Error, "Values are of their type",
			"A number where a text is expected, or one value where a list is, is often understood by people and by no program.",
			"write the type that the finding names; put texts that look like numbers in quotes"),
	}
}

// why is the reason of a rule, for its findings.
func why(id string) string {
	for _, r := range Rules() {
		if r.ID == id {
			return r.Description
		}
	}
	return ""
}
