package report

import (
	"io"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

type (
	rdReport struct {
		Source      rdSource       `json:"source"`
		Severity    string         `json:"severity"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdDiagnostic struct {
		Message  string      `json:"message"`
		Location rdLocation  `json:"location"`
		Severity string      `json:"severity"`
		Code     rdCode      `json:"code"`
		Related  []rdRelated `json:"relatedLocations,omitempty"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdLocation struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
)

// RDJSON writes the report in the diagnostic format of reviewdog: lines and
// columns count from 1, columns in bytes of UTF-8, ends exclusive. Findings
// that a waiver excuses are left out.
func RDJSON(w io.Writer, r Report) error {
	out := rdReport{Source: rdSource{"interlock", "https://interlock.dev"}, Severity: "INFO", Diagnostics: []rdDiagnostic{}}
	for _, i := range r.gravest() {
		f := &r.Findings[i]
		d := rdDiagnostic{Message: said(f), Location: r.rdLocation(f.At), Severity: rdSeverity(f.Severity), Code: rdCode{f.Rule}}
		for _, related := range f.Related {
			if !related.At.IsZero() && !related.Base { // a file of the base is not the one at hand
				d.Related = append(d.Related, rdRelated{related.Message, r.rdLocation(related.At)})
			}
		}
		out.Diagnostics = append(out.Diagnostics, d)
	}
	if order := r.gravest(); len(order) > 0 {
		out.Severity = rdSeverity(r.Findings[order[0]].Severity)
	}
	return writeJSON(w, out)
}

func rdSeverity(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "ERROR"
	case finding.Warning:
		return "WARNING"
	}
	return "INFO"
}

func (r Report) rdLocation(at source.Location) rdLocation {
	file := r.file(at.Path)
	switch {
	case at.Path == "":
		return rdLocation{Path: r.name(settingsFile)}
	case file == nil:
		return rdLocation{Path: r.name(at.Path)}
	}
	return rdLocation{Path: r.name(at.Path), Range: &rdRange{rdPositionOf(file, at.Span.Start), rdPositionOf(file, max(at.Span.Start, at.Span.End))}}
}

// rdPositionOf is the position of an offset with its column in bytes.
func rdPositionOf(file *source.File, offset int) rdPosition {
	at := file.Position(offset)
	line := []rune(file.Line(at.Line))
	return rdPosition{Line: at.Line, Column: len(string(line[:min(at.Column-1, len(line))])) + 1}
}
