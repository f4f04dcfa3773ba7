package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

const (
	commentLimit = 65_535 // characters of a comment on GitHub
	commentRest  = 400    // kept for the line that says what is left out
	placesShown  = 20     // of one cause
)

// Markdown writes the report as a comment on a change: a line of numbers, then
// the findings grouped by what caused them, the gravest and the largest group
// first, details folded. It has at most 65,535 characters; what does not fit is
// counted. No text of the repository is read as Markdown, HTML, a mention or a
// link. Findings that a waiver excuses are counted only.
func Markdown(w io.Writer, r Report) error {
	var b strings.Builder
	b.WriteString("### interlock: " + r.markdownTotal() + "\n\n")
	groups := r.causes()
	length := utf8.RuneCountInString(b.String())
	var foot strings.Builder
	r.markdownFoot(&foot)
	room := commentLimit - commentRest - utf8.RuneCountInString(foot.String())
	left, leftGroups := 0, 0
	for _, group := range groups {
		text := r.markdownGroup(group)
		size := utf8.RuneCountInString(text)
		if length+size > room {
			left, leftGroups = left+len(group), leftGroups+1
			continue
		}
		length += size
		b.WriteString(text)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n**%s more, of %s, do not fit here.** `interlock lint` shows all.\n", counted(left, "finding"), counted(leftGroups, "cause"))
	}
	b.WriteString(foot.String())
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) markdownTotal() string {
	s := r.Summary
	if s.Errors+s.Warnings+s.Infos == 0 {
		return "no findings"
	}
	text := counted(s.Errors, "error") + ", " + counted(s.Warnings, "warning")
	if s.Infos > 0 {
		text += ", " + counted(s.Infos, "info")
	}
	return text
}

func (r Report) markdownFoot(b *strings.Builder) {
	s := r.Summary
	waived := ""
	if s.Waived > 0 {
		waived = fmt.Sprintf(", %d waived", s.Waived)
	}
	compared := ""
	if s.Base != nil {
		compared = "<br>" + inert(s.Base.told())
	}
	fmt.Fprintf(b, "\n<sub>%s, %s, %s, %s · %s%s%s</sub>\n", counted(s.Files, "file"), counted(s.Documents, "document"),
		counted(s.Objects, "object"), counted(s.Regions, "region"), counted(s.Rules, "rule"), waived, compared)
}

// causes groups findings that have one cause: the same place, or of one rule
// the same message, or the same places in other files that explain them. The
// gravest group is first, of equals the largest.
func (r Report) causes() [][]*finding.Finding {
	var groups [][]*finding.Finding
	index := map[string]int{}
	for _, i := range r.gravest() {
		f := &r.Findings[i]
		keys := causeKeys(f)
		at := -1
		for _, key := range keys {
			if n, ok := index[key]; ok {
				at = n
				break
			}
		}
		if at < 0 {
			at = len(groups)
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], f)
		for _, key := range keys {
			if _, ok := index[key]; !ok {
				index[key] = at
			}
		}
	}
	slices.SortStableFunc(groups, func(a, b []*finding.Finding) int {
		if d := a[0].Severity.Rank() - b[0].Severity.Rank(); d != 0 {
			return d
		}
		return len(b) - len(a)
	})
	return groups
}

func causeKeys(f *finding.Finding) []string {
	keys := []string{fmt.Sprintf("text %s %s", f.Rule, f.Message)}
	if !f.At.IsZero() {
		keys = append(keys, fmt.Sprintf("at %s %d", f.At.Path, f.At.Span.Start))
	}
	var elsewhere []string
	for _, related := range f.Related {
		if !related.At.IsZero() && related.At.Path != f.At.Path {
			elsewhere = append(elsewhere, fmt.Sprintf("%s %d", related.At.Path, related.At.Span.Start))
		}
	}
	if len(elsewhere) > 0 {
		keys = append(keys, "by "+f.Rule+" "+strings.Join(elsewhere, ", "))
	}
	return keys
}

// markdownGroup is the findings of one cause, folded.
func (r Report) markdownGroup(group []*finding.Finding) string {
	var b strings.Builder
	first := group[0]
	more := ""
	if len(group) > 1 {
		more = fmt.Sprintf(" <i>and %d more of this cause</i>", len(group)-1)
	}
	fmt.Fprintf(&b, "<details><summary>%s <code>%s</code> %s%s</summary>\n\n", badge(first.Severity), inert(first.Rule), prose(first.Message), more)
	if text := r.quoted(first.At); text != "" {
		b.WriteString(text)
	}
	for _, note := range []struct{ word, text string }{{"object", r.object(first)}, {"why", first.Why}, {"owner", first.Owner}, {"to do", first.Help}} {
		if text := strings.TrimSpace(note.text); text != "" {
			fmt.Fprintf(&b, "* **%s** %s\n", note.word, prose(strings.Join(strings.Fields(text), " ")))
		}
	}
	for _, related := range first.Related {
		if related.Base {
			fmt.Fprintf(&b, "* <code>%s</code> %s\n", inert(r.elsewhere(related)), prose(related.Message))
			continue
		}
		fmt.Fprintf(&b, "* %s%s\n", r.markdownPlace(related.At), prose(related.Message))
	}
	if len(group) > 1 {
		b.WriteString("\n")
		for i, f := range group {
			if i == placesShown {
				fmt.Fprintf(&b, "* and %d more\n", len(group)-i)
				break
			}
			said := ""
			if f.Rule != first.Rule {
				said = "<code>" + inert(f.Rule) + "</code> "
			}
			fmt.Fprintf(&b, "* %s%s%s\n", r.markdownPlace(f.At), said, prose(f.Message))
		}
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

func badge(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "🔴 error"
	case finding.Warning:
		return "🟠 warning"
	}
	return "🔵 info"
}

func (r Report) markdownPlace(at source.Location) string {
	if at.IsZero() {
		return ""
	}
	start, _, known := r.positions(at)
	if !known {
		return "<code>" + inert(r.name(at.Path)) + "</code>: "
	}
	return fmt.Sprintf("<code>%s:%d</code>: ", inert(r.name(at.Path)), start.Line)
}

// quoted is the line of a place, in a fence that its text cannot close.
func (r Report) quoted(at source.Location) string {
	file := r.file(at.Path)
	if file == nil {
		return ""
	}
	e := excerptOf(file, at.Span, defaultWidth)
	text := fmt.Sprintf("%s:%d:%d\n\n%s\n%s%s", visible(r.name(at.Path)), e.at.Line, e.at.Column,
		e.line.text, strings.Repeat(" ", e.column), strings.Repeat("^", e.length))
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "yaml\n" + text + "\n" + fence + "\n"
}

// prose is a message: what stands between grave accents becomes code, and
// nothing else means anything.
func prose(text string) string {
	parts := strings.Split(text, "`")
	if len(parts)%2 == 0 { // one accent has no other
		return inert(text)
	}
	for i, part := range parts {
		parts[i] = inert(part)
		if i%2 == 1 {
			parts[i] = "<code>" + parts[i] + "</code>"
		}
	}
	return strings.Join(parts, "")
}

// inert is text that means itself in Markdown, in HTML, and to what forges make
// of text: mentions, references, links and pictures.
func inert(text string) string {
	const gap = "&#8203;" // of no width: keeps two characters from being read together
	runes := []rune(visible(text))
	var b strings.Builder
	for i, r := range runes {
		tied := i+1 < len(runes) && runes[i+1] != ' '
		switch {
		case r == '@' || r == '#':
			fmt.Fprintf(&b, "&#%d;%s", r, gap)
		case r == ':' && tied:
			b.WriteString(":" + gap)
		case r == '.' && i >= 3 && strings.EqualFold(string(runes[i-3:i]), "www"):
			b.WriteString(gap + ".")
		case strings.ContainsRune("&<>\"'\\`*_[]~$|", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
