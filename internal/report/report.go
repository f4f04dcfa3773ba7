// Package report renders findings, plans and outcomes.
package report

import (
	"fmt"
	"strings"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Report is what a check has to say: its findings, and how much it looked at.
type Report struct {
	// Findings are sorted already (finding.Sorted); a finding with a Waiver is
	// excused and does not count.
	Findings []finding.Finding
	// Files gives the text of a file that a finding names; nil for one that
	// cannot be read. A nil function knows no file.
	Files func(path string) *source.File
	// Base gives the text of a file of the revision that was compared with, for
	// related places in it; nil where nothing was.
	Base    func(path string) *source.File
	Summary Summary
	// Rules describes the rules that were run, for formats that list them.
	Rules []finding.Rule
	// FailOn is the least severity that fails the check; empty means error.
	FailOn finding.Severity
	// Prefix is the repository's folder within the root of Git, with slashes,
	// empty where they are one: forges know files by their path from there. Text
	// and JSON name files from the folder.
	Prefix  string
	Version string // of interlock
	Options Options
}

// Options say for whom a report is written. They change how a text looks, never
// what it says; JSON has none of them.
type Options struct {
	// Color writes SGR sequences; the layout is the same without.
	Color bool
	// Width is the number of columns of the terminal, 0 where there is none:
	// then nothing is wrapped and excerpts of long lines have 120 columns.
	Width int
	// Verbose also shows waived findings and names the rules that matched
	// nothing; of a plan, every change.
	Verbose bool
}

// Summary counts what a check looked at. The time it took is no part of it: the
// same repository gives the same bytes.
type Summary struct {
	Errors         int      `json:"errors"`   // findings that no waiver excuses, by severity
	Warnings       int      `json:"warnings"` //
	Infos          int      `json:"infos"`    //
	Waived         int      `json:"waived"`   // findings that a waiver excuses
	Files          int      `json:"files"`    // files that were checked
	Ignored        int      `json:"ignored"`  // files that `ignore:` of interlock.yaml names
	Examples       int      `json:"examples"` // good and bad examples of rules, set aside
	Documents      int      `json:"documents"`
	Adopted        int      `json:"adopted"` // documents that come with interlock, and that the settings adopt
	Objects        int      `json:"objects"`
	Regions        int      `json:"regions"`
	SetAside       int      `json:"setAside"`       // forms of objects that a schema refuses, which rules do not judge
	Rules          int      `json:"rules"`          // rules that were run
	MatchedNothing []string `json:"matchedNothing"` // ids of the rules that found nothing to look at, sorted
	Base           *Base    `json:"base,omitempty"` // nil where nothing was compared
}

// Base is what a check compared with, and how much differs.
type Base struct {
	Name     string `json:"name"`     // as it was asked for
	Revision string `json:"revision"` // the commit's hash
	Created  int    `json:"created"`  // objects
	Changed  int    `json:"changed"`
	Renamed  int    `json:"renamed"`
	Deleted  int    `json:"deleted"`
	Obscure  int    `json:"obscure"` // objects that cannot be compared, because of faults on either side
	Reached  int    `json:"reached"` // effective objects that differ: each counts once for each region
}

// String names the base as people look it up.
func (b *Base) String() string {
	short := b.Revision[:min(12, len(b.Revision))]
	if strings.HasPrefix(b.Revision, b.Name) {
		return short
	}
	return b.Name + " (" + short + ")"
}

// Count sets the numbers of findings by severity, and of waived ones.
func (s *Summary) Count(findings []finding.Finding) {
	s.Errors, s.Warnings, s.Infos, s.Waived = 0, 0, 0, 0
	for i := range findings {
		switch {
		case findings[i].Waiver != "":
			s.Waived++
		case findings[i].Severity == finding.Error:
			s.Errors++
		case findings[i].Severity == finding.Warning:
			s.Warnings++
		default:
			s.Infos++
		}
	}
}

// of is the report as it looks up the file of a related place.
func (r Report) of(at finding.Related) Report {
	if at.Base {
		r.Files = r.Base
	}
	return r
}

// elsewhere is a related place of the base in words: no link leads there from
// what is checked.
func (r Report) elsewhere(related finding.Related) string {
	where := related.At.Path
	if file := r.of(related).file(where); file != nil {
		where = fmt.Sprintf("%s:%d", where, file.Position(related.At.Span.Start).Line)
	}
	if r.Summary.Base != nil {
		where += " at " + r.Summary.Base.String()
	}
	return where
}

func (r Report) file(path string) *source.File {
	if r.Files == nil || path == "" {
		return nil
	}
	return r.Files(path)
}
