package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/finding"
)

const (
	defaultWidth = 120 // columns of an excerpt where there is no terminal
	leastWidth   = 40  // a narrower terminal is treated as one of this width
	noteIndent   = 10  // columns of "= object  ", the longest word of a note
)

// Text writes the report as a good compiler does: each finding with its rule,
// its place, the lines it stands on and what to do, then one line of numbers. A
// waived finding is shown only in a verbose report. The error is the writer's.
func Text(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	t := newText(out, r.Options)
	for i := range r.Findings {
		if r.Findings[i].Waiver != "" && !r.Options.Verbose {
			continue
		}
		t.finding(r, &r.Findings[i])
		t.line("")
	}
	t.summary(r.Summary)
	return out.Flush()
}

// text writes lines; a failed write is kept by its writer.
type text struct {
	out   *bufio.Writer
	look  palette
	width int // of excerpts
	wrap  int // of notes; 0 for no limit
	all   bool
	gap   bool // an empty line is to come before what is next
}

func newText(out *bufio.Writer, options Options) *text {
	t := &text{out: out, look: paletteFor(options.Color), width: defaultWidth, all: options.Verbose}
	if options.Width > 0 {
		t.width = max(leastWidth, options.Width)
		t.wrap = t.width
	}
	return t
}

func (t *text) line(parts ...string) {
	for _, part := range parts {
		t.out.WriteString(part)
	}
	t.out.WriteByte('\n')
}

// paragraph writes a text of some length, each of its lines indented.
func (t *text) paragraph(indent, message string) {
	width := 0
	if t.wrap > 0 {
		width = t.wrap - len(indent)
	}
	for _, line := range strings.Split(strings.TrimSpace(message), "\n") {
		for _, part := range wrapped(visible(line), width) {
			t.line(indent, part)
		}
	}
}

// finding writes one finding. Its excerpts share the width of their line numbers.
func (t *text) finding(r Report, f *finding.Finding) {
	grave := t.look.severity[f.Severity]
	head := paint(grave, visible(string(f.Severity))+"["+visible(f.Rule)+"]")
	if f.Waiver != "" {
		head = paint(t.look.faint, "waived ") + head
	}
	t.line(head, paint(t.look.strong, ": "+visible(f.Message)))

	digits := 1
	for _, at := range append([]finding.Related{{At: f.At}}, f.Related...) {
		if file := r.of(at).file(at.At.Path); file != nil {
			digits = max(digits, len(strconv.Itoa(file.Position(at.At.Span.Start).Line)))
		}
	}
	g := gutter{text: t, digits: digits}
	g.place(r, "-->", finding.Related{At: f.At, Message: f.Label}, '^', grave)
	for _, related := range f.Related {
		if related.At.IsZero() {
			g.note("note", related.Message)
			continue
		}
		g.line(g.bar("|"))
		g.place(r, ":::", related, '-', t.look.related)
	}
	g.notes(f)
}

// gutter writes what stands beside the line numbers of one finding.
type gutter struct {
	*text
	digits int
}

// bar is the gutter of a line without a number.
func (g gutter) bar(mark string) string {
	return paint(g.look.frame, strings.Repeat(" ", g.digits+1)+mark)
}

// numbered writes a line of a file.
func (g gutter) numbered(n numbered) {
	if n.number == 0 {
		g.line(paint(g.look.frame, strings.Repeat(" ", g.digits)+"..."))
		return
	}
	frame := paint(g.look.frame, fmt.Sprintf("%*d |", g.digits, n.number))
	if n.text == "" {
		g.line(frame)
		return
	}
	g.line(frame, " ", n.text)
}

// place writes where a span stands, its lines, and what is to be said of it
// below the marked characters.
func (g gutter) place(r Report, arrow string, of finding.Related, mark rune, style ansi.Style) {
	at, label, r := of.At, of.Message, r.of(of)
	revision := ""
	if of.Base && r.Summary.Base != nil {
		revision = " at " + r.Summary.Base.String()
	}
	if at.IsZero() {
		g.said(label, style)
		return
	}
	arrow = paint(g.look.frame, strings.Repeat(" ", g.digits)+arrow)
	file := r.file(at.Path)
	if file == nil {
		g.line(arrow, " ", visible(at.Path+revision))
		g.said(label, style)
		return
	}
	const frame = 3 // " | "
	e := excerptOf(file, at.Span, g.width-g.digits-frame)
	g.line(arrow, fmt.Sprintf(" %s:%d:%d%s", visible(at.Path), e.at.Line, e.at.Column, visible(revision)))
	if mark == '^' {
		g.line(g.bar("|"))
	}
	for _, n := range e.context {
		g.numbered(n)
	}
	g.numbered(e.line)
	marks := strings.Repeat(string(mark), e.length)
	if e.last > 0 {
		marks += fmt.Sprintf("… to line %d", e.last)
		if label != "" {
			marks += ":"
		}
	}
	g.marked(e.column, marks, label, style)
}

// marked writes the marks below a line with the label beside them, or below
// them where the terminal is too narrow for both.
func (g gutter) marked(column int, marks, label string, style ansi.Style) {
	label = visible(label)
	before := g.bar("|") + " " + strings.Repeat(" ", column)
	room := g.wrap - g.digits - 3 - column - displaywidth.String(marks) - 1
	if label == "" || g.wrap == 0 || displaywidth.String(label) <= room {
		if label != "" {
			marks += " " + label
		}
		g.line(before, paint(style, marks))
		return
	}
	g.line(before, paint(style, marks))
	indent := min(column, (g.wrap-g.digits-3)/2)
	for _, part := range wrapped(label, g.wrap-g.digits-3-indent) {
		g.line(g.bar("|"), " ", strings.Repeat(" ", indent), paint(style, part))
	}
}

// said writes a label that has no line to stand below.
func (g gutter) said(label string, style ansi.Style) {
	if label == "" {
		return
	}
	for _, part := range wrapped(visible(label), g.noteWidth()) {
		g.line(g.bar("|"), " ", paint(style, part))
	}
}

// notes writes what a reader has to know beside the place.
func (g gutter) notes(f *finding.Finding) {
	object := ""
	if f.Object != (finding.Object{}) {
		object = f.Object.String()
		if f.Path != "" {
			object += ", " + f.Path
		}
	}
	fix := ""
	if f.Fix != nil {
		fix = f.Fix.Message
	}
	g.note("object", object)
	g.note("why", f.Why)
	g.note("owner", f.Owner)
	g.note("help", f.Help)
	g.note("fix", fix)
	g.note("waiver", f.Waiver)
	g.note("docs", f.Docs)
}

// note writes one of them; its line ends stay, and further lines are indented.
func (g gutter) note(word, message string) {
	message = strings.TrimSpace(message)
	if message == "" {
		return
	}
	head := g.bar("=") + " " + paint(g.look.strong, word) + strings.Repeat(" ", noteIndent-2-len(word))
	for _, line := range strings.Split(message, "\n") {
		for _, part := range wrapped(visible(strings.TrimRight(line, " \t\r")), g.noteWidth()) {
			g.line(strings.TrimRight(head+part, " "))
			head = strings.Repeat(" ", g.digits+1+noteIndent)
		}
	}
}

// noteWidth is the number of columns beside a note's word, 0 for no limit.
func (g gutter) noteWidth() int {
	if g.wrap == 0 {
		return 0
	}
	return g.wrap - g.digits - 1 - noteIndent
}

// wrapped breaks a line between words so that no part has more columns than
// width, as far as its words allow; it gives at least one part.
func wrapped(line string, width int) []string {
	if width <= 0 || displaywidth.String(line) <= width {
		return []string{line}
	}
	var parts []string
	part, taken := "", 0
	for _, word := range strings.Split(line, " ") {
		size := displaywidth.String(word)
		if taken > 0 && taken+1+size > width {
			parts = append(parts, part)
			part, taken = "", 0
		}
		if taken > 0 {
			part, taken = part+" ", taken+1
		}
		part, taken = part+word, taken+size
	}
	return append(parts, part)
}

// summary writes what was looked at, in one line.
func (t *text) summary(s Summary) {
	found := counted(s.Errors, "error") + ", " + counted(s.Warnings, "warning")
	if s.Infos > 0 {
		found += ", " + counted(s.Infos, "info")
	}
	if s.Waived > 0 {
		found += fmt.Sprintf(", %d waived", s.Waived)
	}
	style := t.look.added
	switch {
	case s.Errors > 0:
		style = t.look.severity[finding.Error]
	case s.Warnings > 0:
		style = t.look.severity[finding.Warning]
	}

	var others []string
	if s.Ignored > 0 {
		others = append(others, fmt.Sprintf("%d more ignored", s.Ignored))
	}
	if s.Examples > 0 {
		others = append(others, counted(s.Examples, "rule example")+" set aside")
	}
	aside := ""
	if len(others) > 0 {
		aside = " (" + strings.Join(others, ", ") + ")"
	}
	documents := counted(s.Documents, "document")
	if s.Adopted > 0 {
		documents += fmt.Sprintf(" and %d adopted", s.Adopted)
	}
	looked := counted(s.Files, "file") + aside + ", " + documents + ", " +
		counted(s.Objects, "object") + ", " + counted(s.Regions, "region")

	rules := counted(s.Rules, "rule")
	if n := len(s.MatchedNothing); n > 0 {
		rules += fmt.Sprintf(", %d matched nothing", n)
		if !t.all {
			rules += " (see --verbose)"
		}
	}
	t.line(paint(style, found), " · ", looked, " · ", rules)
	if s.Base != nil {
		t.line(s.Base.told())
	}
	if s.SetAside > 0 {
		t.line(counted(s.SetAside, "form"), " of objects not judged by rules, until what their schema finds is mended")
	}
	if t.all && len(s.MatchedNothing) > 0 {
		t.line("rules that found nothing to look at:")
		for _, id := range s.MatchedNothing {
			t.line("  ", visible(id))
		}
	}
}

// told says in one line what a check compared with, and how much differs.
func (b *Base) told() string {
	var parts []string
	for _, part := range []struct {
		n    int
		fate string
	}{{b.Changed, "changed"}, {b.Created, "created"}, {b.Renamed, "renamed"}, {b.Deleted, "deleted"}} {
		if part.n > 0 {
			parts = append(parts, strconv.Itoa(part.n)+" "+part.fate)
		}
	}
	obscure := ""
	if b.Obscure > 0 {
		obscure = " · " + counted(b.Obscure, "object") + " cannot be compared"
	}
	if len(parts) == 0 {
		return "compared with " + visible(b.String()) + ": no object differs" + obscure
	}
	one := ""
	if b.Changed+b.Created+b.Renamed+b.Deleted == 1 {
		one = "1 object "
		parts[0] = parts[0][2:]
	} else {
		one = "objects: "
	}
	return "compared with " + visible(b.String()) + ": " + one + strings.Join(parts, ", ") + " · " + counted(b.Reached, "effective object") + " reached" + obscure
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
