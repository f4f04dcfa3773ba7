package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Format writes a report in the shape that some reader expects.
type Format func(io.Writer, Report) error

// Formats are the names of the formats of a report, that for people first.
func Formats() []string {
	return []string{"text", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"}
}

// FormatNamed gives the format of a name, nil for none.
func FormatNamed(name string) Format {
	switch name {
	case "text":
		return Text
	case "json":
		return JSON
	case "sarif":
		return SARIF
	case "github":
		return GitHub
	case "gitlab":
		return GitLab
	case "junit":
		return JUnit
	case "rdjson":
		return RDJSON
	case "markdown":
		return Markdown
	}
	return nil
}

// fails says whether a finding weighs enough to fail the check.
func (r Report) fails(f *finding.Finding) bool { return Fails(f, r.FailOn) }

// Fails says whether a finding weighs as much as a level, which is
// finding.Error when it is empty. One that a waiver excuses never does.
func Fails(f *finding.Finding, level finding.Severity) bool {
	if level == "" {
		level = finding.Error
	}
	return f.Waiver == "" && f.Severity.Rank() <= level.Rank()
}

// name is the path of a file from the root of the Git repository, which is what
// forges know it by.
func (r Report) name(file string) string {
	if r.Prefix == "" || file == "" {
		return file
	}
	return path.Join(r.Prefix, file)
}

// gravest gives the indexes of the findings that no waiver excuses, gravest
// first, otherwise in their order.
func (r Report) gravest() []int {
	var list []int
	for i := range r.Findings {
		if r.Findings[i].Waiver == "" {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return r.Findings[a].Severity.Rank() - r.Findings[b].Severity.Rank()
	})
	return list
}

// fingerprints name each finding by what it is about, not by the line that it
// stands on, so that the same finding is known again after others have moved
// it: by its rule, object, path, message and the text of its span. Equal ones
// are numbered.
func (r Report) fingerprints() []string {
	list := make([]string, len(r.Findings))
	seen := map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		file := ""
		if f.Object == (finding.Object{}) {
			file = f.At.Path
		}
		h := sha256.New()
		for _, part := range []string{f.Rule, file, f.Object.Kind, f.Object.Region, f.Object.Name, f.Path, f.Message, r.spanned(f.At)} {
			fmt.Fprintf(h, "%d:%s", len(part), part)
		}
		sum := hex.EncodeToString(h.Sum(nil)[:16])
		seen[sum]++
		if n := seen[sum]; n > 1 {
			sum += "-" + strconv.Itoa(n)
		}
		list[i] = sum
	}
	return list
}

// spanned is the text that a place spans.
func (r Report) spanned(at source.Location) string {
	file := r.file(at.Path)
	if file == nil {
		return ""
	}
	start := max(0, min(at.Span.Start, len(file.Data)))
	return string(file.Data[start:max(start, min(at.Span.End, len(file.Data)))])
}

// positions are the first and the last position of a place; known is false for
// one in a file without readable text.
func (r Report) positions(at source.Location) (start, end source.Position, known bool) {
	first := source.Position{Line: 1, Column: 1}
	file := r.file(at.Path)
	if file == nil {
		return first, first, false
	}
	return file.Position(at.Span.Start), file.Position(max(at.Span.Start, at.Span.End)), true
}

// oneLine is positions, with an end on the line of the start: forges show a
// finding in a change only when every line of it was changed.
func (r Report) oneLine(at source.Location) (start, end source.Position, known bool) {
	start, end, known = r.positions(at)
	if end.Line > start.Line {
		length := len([]rune(strings.TrimRight(r.file(at.Path).Line(start.Line), " \t")))
		end = source.Position{Line: start.Line, Column: max(start.Column, length+1)}
	}
	return start, end, known
}

// said is what a finding says in one paragraph, with what to do.
func said(f *finding.Finding) string {
	parts := []string{f.Message}
	if f.Label != "" {
		parts = append(parts, f.Label)
	}
	text := strings.Join(parts, ": ")
	if f.Help != "" {
		text += ". To do: " + f.Help
	}
	if f.Owner != "" {
		text += ". Owner: " + f.Owner
	}
	return text
}
