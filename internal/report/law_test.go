package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

// awkward are texts that have broken a terminal, an editor or a column before.
var awkward = []string{
	"\t", "\r\n", "\n", "\r", "\x1b[31m", "\x1b]0;title\x07", "\u009b2J", "\x7f", "\x00", "\u202e", "\u2066", "\u200b", "\u2028", "\u0085",
	"👩‍👩‍👧", "🇩🇪", "❤️", "語", "e\u0301", "\u0301", "\u200d", "\uFEFF", "\u00ad", "\U000E0067", "ｗ", "---", "- ", "  ", "#", "steps:", "ß", "😀",
}

// anyText draws UTF-8 text of letters and of awkward parts.
func anyText() *rapid.Generator[string] {
	part := rapid.OneOf(rapid.SampledFrom(awkward), rapid.StringN(0, 12, 24), rapid.SampledFrom([]string{strings.Repeat("long ", 60), "key: value\n"}))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(part, 0, 30).Draw(t, "parts"), "")
	})
}

func anyReport(t *rapid.T) report.Report {
	files := newTree(map[string]string{"a.yaml": anyText().Draw(t, "a"), "b.yaml": anyText().Draw(t, "b")})
	location := func(label string) source.Location {
		path := rapid.SampledFrom([]string{"a.yaml", "b.yaml", "c.yaml", ""}).Draw(t, label+" path")
		start := rapid.IntRange(-2, 600).Draw(t, label+" start")
		return source.Location{Path: path, Span: source.Span{Start: start, End: start + rapid.IntRange(-3, 80).Draw(t, label+" length")}}
	}
	r := report.Report{Files: files.file}
	for i := range rapid.IntRange(1, 3).Draw(t, "findings") {
		name := fmt.Sprint("finding ", i)
		f := finding.Finding{
			Rule: "a/b", Severity: rapid.SampledFrom([]finding.Severity{finding.Error, finding.Warning, finding.Info}).Draw(t, name),
			Message: anyText().Draw(t, name), At: location(name), Label: anyText().Draw(t, name+" label"),
			Why: anyText().Draw(t, name+" why"), Help: anyText().Draw(t, name+" help"), Path: anyText().Draw(t, name+" path"),
			Object: finding.Object{Kind: "Team", Name: anyText().Draw(t, name+" object")},
		}
		for j := range rapid.IntRange(0, 2).Draw(t, name+" related") {
			f.Related = append(f.Related, finding.Related{At: location(fmt.Sprint(name, " related ", j)), Message: "related"})
		}
		r.Findings = append(r.Findings, f)
	}
	r.Options.Width = rapid.SampledFrom([]int{0, 1, 40, 72, 200}).Draw(t, "width")
	return r
}

// Whatever the files and the findings hold: nothing panics, no character of
// theirs reaches the terminal unseen, every place that has a line has a mark,
// no excerpt is wider than the terminal, and colour changes no layout.
func TestTextLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		var plain, colored bytes.Buffer
		if err := report.Text(&plain, r); err != nil {
			t.Fatal(err)
		}
		requireVisible(t, plain.Bytes())

		width := r.Options.Width
		if width == 0 {
			width = 120
		}
		width = max(40, width)
		lines := strings.Split(plain.String(), "\n")
		marks, arrows := 0, 0
		for i, line := range lines {
			trimmed := strings.TrimLeft(line, " ")
			if numbered := strings.TrimLeft(trimmed, "0123456789"); numbered != trimmed && strings.HasPrefix(numbered, " |") {
				if got := displaywidth.String(line); got > width {
					t.Fatalf("line %d has %d columns of %d: %q", i+1, got, width, line)
				}
				if i+1 < len(lines) && marked(lines[i+1]) {
					marks++
				}
			}
			if arrow := strings.HasPrefix(trimmed, "--> ") || strings.HasPrefix(trimmed, "::: "); arrow && !strings.HasSuffix(line, ".yaml") {
				arrows++
			}
		}
		if marks != arrows {
			t.Fatalf("%d places, %d marks:\n%s", arrows, marks, plain.String())
		}

		r.Options.Color = true
		if err := report.Text(&colored, r); err != nil {
			t.Fatal(err)
		}
		if got := ansi.Strip(colored.String()); got != plain.String() {
			t.Fatalf("colored:\n%s\nplain:\n%s", got, plain.String())
		}
	})
}

func marked(line string) bool {
	line = strings.TrimLeft(line, " ")
	line, found := strings.CutPrefix(line, "| ")
	line = strings.TrimLeft(line, " ")
	return found && (strings.HasPrefix(line, "^") || strings.HasPrefix(line, "-"))
}

func TestJSONLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		var b bytes.Buffer
		if err := report.JSON(&b, r); err != nil {
			t.Fatal(err)
		}
		requireVisible(t, b.Bytes())
	})
}

// requireVisible fails on a character that could steer a terminal or be hidden.
func requireVisible(t interface{ Fatalf(string, ...any) }, text []byte) {
	for i, r := range string(text) {
		joiner := r == 0x200C || r == 0x200D
		if r != '\n' && !joiner && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029) {
			t.Fatalf("U+%04X at byte %d of %q", r, i, text)
		}
	}
}
