package document

import (
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

func rule(name string, severity finding.Severity, title, description, remedy string) finding.Rule {
	return finding.Rule{
		ID: "document/" + name, Title: title, Description: description,
		Severity: severity, Scope: "file", Remedy: remedy,
	}
}

// The checks of this package, each described once.
var (
	ruleSyntax = rule("syntax", finding.Error, "Files are YAML",
		"A file that cannot be read says nothing: whatever it was to agree is not in force.",
		"mend the line, or compare the file with its last good version in Git")
	ruleControl = rule("control-character", finding.Error, "Text holds no hidden characters",
		"Control characters cannot be seen, and change what a terminal or a browser shows; line ends that only some readers know make a field of what is a comment to others.",
		"delete the character; it often comes from copying out of another program")
	ruleDuplicate = rule("duplicate-key", finding.Error, "A key stands once in a mapping",
		"Some readers take the first of two, some the last: two people would read two agreements.",
		"keep the one that is meant")
	ruleCycle = rule("alias-cycle", finding.Error, "An alias does not contain itself",
		"A value that holds itself has no end.",
		"write the value out instead of the alias")
	ruleExpansion = rule("expansion", finding.Error, "Documents stay small when aliases are expanded",
		"A few lines of aliases can stand for billions of values and stop every tool that reads them.",
		"write the values out, or split the document")
	ruleDepth = rule("nesting", finding.Error, "Documents are not nested without end",
		"Nobody can read a document nested this deeply, and many tools fail on it.",
		"flatten the document")
	ruleTag = rule("unknown-tag", finding.Error, "Only the tags of YAML's core schema are used",
		"Tags such as !!timestamp or !Ref mean something to one program and nothing to the next.",
		"remove the tag, and write the value in quotes if it is text")
	ruleKey = rule("non-string-key", finding.Error, "Keys are text",
		"JSON, which platforms speak, has only text as keys; readers turn others into different texts.",
		"write the key in quotes")
	ruleMergeKey = rule("merge-key", finding.Error, "Values are not merged with <<",
		"The key << is no part of YAML 1.2: some readers merge, some do not, and none can say which value won.",
		"write the fields out; what regions share belongs in the object that their localizations change")
	ruleAmbiguous = rule("ambiguous-scalar", finding.Warning, "Values mean the same to every reader",
		"Readers of YAML 1.1 take NO for false and 017 for fifteen; readers of YAML 1.2 do not. A country, a phone number or an account number must not depend on the tool.",
		"write it in quotes if it is text, or as a plain decimal number if it is one")
	ruleNotANumber = rule("not-a-number", finding.Error, "Numbers are finite",
		"Infinity, and what is too large or too small for a program to hold, cannot be compared with a limit, nor sent to a platform.",
		"write a number, or leave the field out")
)

// Rules describes the checks that Parse makes.
func Rules() []finding.Rule {
	return []finding.Rule{
		ruleSyntax, ruleControl, ruleDuplicate, ruleCycle, ruleExpansion, ruleDepth,
		ruleTag, ruleKey, ruleMergeKey, ruleAmbiguous, ruleNotANumber,
	}
}

func report(r finding.Rule, at source.Location, message string) finding.Finding {
	return finding.Finding{
		Rule: r.ID, Severity: r.Severity, Message: message, At: at,
		Why: r.Description, Help: r.Remedy, Docs: r.Docs(),
	}
}
