package schema

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

var update = flag.Bool("update", false, "rewrite the expected findings")

// fault is a section of testdata/faults.txt: a name, documents, and what is
// found in them.
type faultCase struct{ name, text, want string }

func faultCases(t testing.TB) []faultCase { return casesOf(t, "testdata/faults.txt") }

func casesOf(t testing.TB, file string) []faultCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []faultCase
	for _, section := range strings.Split(string(data), "=== ")[1:] {
		name, rest, _ := strings.Cut(section, "\n")
		text, want, ok := strings.Cut(rest, "--- findings\n")
		if !ok {
			t.Fatalf("the section `%s` has no line `--- findings`", name)
		}
		cases = append(cases, faultCase{name, text, strings.TrimRight(want, "\n")})
	}
	return cases
}

func checkAll(r *Registry, text string) (file *source.File, found []finding.Finding) {
	file = source.NewFile("doc.yaml", []byte(text))
	docs, _ := document.Parse(file)
	for _, doc := range docs {
		found = append(found, r.Check(doc)...)
	}
	return file, found
}

// shown is a finding as testdata/faults.txt has it.
func shown(file *source.File, f finding.Finding) string {
	var b strings.Builder
	start, end := file.Position(f.At.Span.Start), file.Position(f.At.Span.End)
	text := string(file.Data[f.At.Span.Start:f.At.Span.End])
	fmt.Fprintf(&b, "%d:%d-%d:%d %s [%s] %s\n", start.Line, start.Column, end.Line, end.Column, strings.ReplaceAll(text, "\n", "⏎"), f.Rule, f.Path)
	fmt.Fprintf(&b, "    %s\n", f.Message)
	for _, line := range []struct{ name, text string }{{"label", f.Label}, {"help", f.Help}} {
		if line.text != "" {
			fmt.Fprintf(&b, "    %s: %s\n", line.name, line.text)
		}
	}
	for _, related := range f.Related {
		at := file.Position(related.At.Span.Start)
		fmt.Fprintf(&b, "    related: %d:%d %s\n", at.Line, at.Column, related.Message)
	}
	if f.Fix != nil {
		fmt.Fprintf(&b, "    fix: %s → %s\n", f.Fix.Message, f.Fix.Edits[0].New)
	}
	return b.String()
}

func TestFaults(t *testing.T) {
	golden(t, load(t, nil), "testdata/faults.txt")
}

// Keywords of the dialect that interlock's own kinds do without.
func TestFaultsOfOtherKeywords(t *testing.T) {
	golden(t, load(t, map[string]string{"schemas/Tangle.json": tangle}), "testdata/tangle.txt")
}

func golden(t *testing.T, r *Registry, name string) {
	t.Helper()
	var rewritten strings.Builder
	for _, c := range casesOf(t, name) {
		file, found := checkAll(r, c.text)
		var got strings.Builder
		for _, f := range found {
			got.WriteString(shown(file, f))
		}
		text := strings.TrimRight(got.String(), "\n")
		if diff := cmp.Diff(c.want, text); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		fmt.Fprintf(&rewritten, "=== %s\n%s--- findings\n%s\n\n", c.name, c.text, text)
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.TrimRight(rewritten.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
