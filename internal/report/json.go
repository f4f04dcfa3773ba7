package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// The shape of the JSON output is published as
// docs/reference/lint-output.schema.json; a test compares the two.
type (
	jsonReport struct {
		Findings []jsonFinding `json:"findings"`
		Summary  Summary       `json:"summary"`
	}
	jsonFinding struct {
		Rule     string           `json:"rule"`
		Severity finding.Severity `json:"severity"`
		Message  string           `json:"message"`
		jsonPlace
		Label   string        `json:"label,omitempty"`
		Object  *jsonObject   `json:"object,omitempty"`
		Path    string        `json:"path,omitempty"`
		Related []jsonRelated `json:"related"`
		Why     string        `json:"why,omitempty"`
		Owner   string        `json:"owner,omitempty"`
		Help    string        `json:"help,omitempty"`
		Docs    string        `json:"docs,omitempty"`
		Waiver  string        `json:"waiver,omitempty"`
	}
	jsonPlace struct {
		File  string          `json:"file"`
		Start source.Position `json:"start"`
		End   source.Position `json:"end"`
	}
	jsonObject struct {
		Kind   string `json:"kind"`
		Region string `json:"region"`
		Name   string `json:"name"`
	}
	jsonRelated struct {
		jsonPlace
		Message  string `json:"message"`
		Revision string `json:"revision,omitempty"`
	}
)

// JSON writes the report as one JSON value, indented, waived findings included.
// Lines and columns count from 1, columns in code points, and an end is the
// place after the last character; a place in a file without readable text is
// 1:1, and a finding without a place has the file "". Options do not matter.
func JSON(w io.Writer, r Report) error {
	out := jsonReport{Findings: make([]jsonFinding, len(r.Findings)), Summary: r.Summary}
	if out.Summary.MatchedNothing == nil {
		out.Summary.MatchedNothing = []string{}
	}
	for i := range r.Findings {
		out.Findings[i] = r.json(&r.Findings[i])
	}
	return writeJSON(w, out)
}

func (r Report) json(f *finding.Finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule, Severity: f.Severity, Message: f.Message, jsonPlace: r.place(f.At),
		Label: f.Label, Path: f.Path, Related: make([]jsonRelated, len(f.Related)),
		Why: f.Why, Owner: f.Owner, Help: f.Help, Docs: f.Docs, Waiver: f.Waiver,
	}
	if f.Object != (finding.Object{}) {
		out.Object = &jsonObject{f.Object.Kind, f.Object.Region, f.Object.Name}
		if out.Object.Region == "" {
			out.Object.Region = "global"
		}
	}
	for i, related := range f.Related {
		out.Related[i] = jsonRelated{jsonPlace: r.of(related).place(related.At), Message: related.Message}
		if related.Base && r.Summary.Base != nil {
			out.Related[i].Revision = r.Summary.Base.Revision
		}
	}
	return out
}

func (r Report) place(at source.Location) jsonPlace {
	first := source.Position{Line: 1, Column: 1}
	place := jsonPlace{File: at.Path, Start: first, End: first}
	if file := r.file(at.Path); file != nil {
		place.Start = file.Position(at.Span.Start)
		place.End = file.Position(max(at.Span.Start, at.Span.End))
	}
	return place
}

// writeJSON writes a value as JSON that is safe to look at in a terminal: what
// encoding/json leaves as it is although it cannot be seen is escaped as well.
func writeJSON(w io.Writer, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err := w.Write(seen(b.Bytes()))
	return err
}

// seen is JSON with every character that cannot be seen escaped.
func seen(text []byte) []byte {
	safe := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r < 0x7F || !hidden(r):
			safe = append(safe, text[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			safe = fmt.Appendf(safe, `\u%04x\u%04x`, high, low)
		default:
			safe = fmt.Appendf(safe, `\u%04x`, r)
		}
		text = text[size:]
	}
	return safe
}
