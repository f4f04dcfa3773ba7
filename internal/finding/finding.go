// Package finding is what a check reports.
package finding

import (
	"cmp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/source"
)

// Severity says how much a finding weighs.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"   // an agreement is broken
	Warning Severity = "warning" // an agreement will soon be broken, or is at risk
	Info    Severity = "info"    // advice
)

// Rank orders severities, gravest first; unknown ones come last.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	case Info:
		return 2
	}
	return 3
}

// Object names an object of the catalog, in the region where it is looked at;
// that of the whole organisation is "global".
type Object struct {
	Kind   string `json:"kind"`
	Region string `json:"region"`
	Name   string `json:"name"`
}

// String is the object as people write it: Kind/name, with "in REGION" unless
// it is global.
func (o Object) String() string {
	if o.Region == "" || o.Region == "global" {
		return o.Kind + "/" + o.Name
	}
	return o.Kind + "/" + o.Name + " in " + o.Region
}

// Related is a second place that explains a finding.
type Related struct {
	At      source.Location
	Message string
	// Base says that the place is in the revision that the check compares with,
	// and so in a file that may read otherwise, or not be there, in what is checked.
	Base bool
}

// Fix is an offer to mend the cause of a finding.
type Fix struct {
	Message string
	Edits   []source.Edit
}

// Finding is one thing a check reports: what is wrong, where, why it matters,
// who owns the agreement and what to do.
type Finding struct {
	Rule     string // category/kebab-name
	Severity Severity
	Message  string
	At       source.Location
	Label    string // what to say beside the caret; may be empty
	Object   Object // zero when the finding is of a file and not of an object
	Path     string // where in the object, as people write paths; may be empty
	Related  []Related
	Owner    string // the team that decides; may be empty
	Why      string // the rule's reason, one line
	Help     string
	Docs     string
	Fix      *Fix
	Waiver   string // the waiver that excuses it; empty when none does
}

// Rule describes a check. Rules written in Rego and checks written in Go are
// described alike.
type Rule struct {
	ID          string // category/kebab-name
	Title       string
	Description string // why, in an ops lead's words
	Severity    Severity
	Scope       string   // object, repository, change, plan; file for checks of Go on single files
	Kinds       []string // the kinds it looks at; empty for any
	Framework   []string // rows of the operating model it serves
	Reads       []string // kinds that it looks up beside those it looks at
	Remedy      string
}

// Docs is the address of the rule's page, relative to the documentation.
func (r Rule) Docs() string { return "docs/rules/" + r.ID + ".md" }

// Compare orders findings by place, then by weight, rule and text, so that the
// same findings always come in the same order.
func Compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.At.Path, b.At.Path),
		cmp.Compare(a.At.Span.Start, b.At.Span.Start),
		cmp.Compare(a.At.Span.End, b.At.Span.End),
		cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Message, b.Message),
		strings.Compare(a.Object.Kind, b.Object.Kind),
		strings.Compare(a.Object.Region, b.Object.Region),
		strings.Compare(a.Object.Name, b.Object.Name),
		strings.Compare(a.Path, b.Path),
	)
}

// Sorted orders findings and drops those that say the same of the same place.
func Sorted(findings []Finding) []Finding {
	slices.SortStableFunc(findings, Compare)
	return slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.At == b.At && a.Rule == b.Rule && a.Message == b.Message
	})
}
