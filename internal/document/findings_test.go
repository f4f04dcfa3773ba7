package document

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestFindings holds the place and the words of every check against the goldens
// in testdata/findings: each file is named after its rule.
func TestFindings(t *testing.T) {
	paths, err := filepath.Glob("testdata/findings/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file := source.NewFile(filepath.Base(path), data)
			_, findings := Parse(file)
			golden := strings.TrimSuffix(path, ".yaml") + ".golden"
			compare(t, golden, annotate(file, findings))
		})
	}
}

// TestEveryRuleIsShown finds a rule that no test makes a finding of.
func TestEveryRuleIsShown(t *testing.T) {
	inCode := map[string]bool{"document/control-character": true, "document/expansion": true, "document/nesting": true}
	for _, rule := range Rules() {
		name := strings.TrimPrefix(rule.ID, "document/")
		data, err := os.ReadFile("testdata/findings/" + name + ".golden")
		if inCode[rule.ID] != (err != nil) {
			t.Errorf("%s: expected it either in testdata/findings or in limits_test.go: %v", rule.ID, err)
		}
		if err == nil && !strings.Contains(string(data), rule.ID+":") {
			t.Errorf("%s: %s.golden does not show it", rule.ID, name)
		}
		if rule.Title == "" || rule.Description == "" || rule.Remedy == "" || rule.Scope != "file" {
			t.Errorf("%s: is not described: %+v", rule.ID, rule)
		}
	}
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("%s:%d differs from here on; go test -update writes it anew\n got %q\nwant %q", golden, i+1, gotLines[min(i, len(gotLines)-1)], wantLines[min(i, len(wantLines)-1)])
		}
	}
}

// annotate shows a file with its findings below the lines that they stand on.
func annotate(file *source.File, findings []finding.Finding) string {
	byLine := map[int][]finding.Finding{}
	for _, f := range findings {
		line := file.Position(f.At.Span.Start).Line
		byLine[line] = append(byLine[line], f)
	}
	var b strings.Builder
	for line := 1; line <= file.Lines(); line++ {
		text := file.Line(line)
		fmt.Fprintf(&b, "%s\n", strings.TrimRight("  "+text, " "))
		for _, f := range byLine[line] {
			note(&b, file, f)
		}
	}
	return b.String()
}

func note(b *strings.Builder, file *source.File, f finding.Finding) {
	start, end := file.Position(f.At.Span.Start), file.Position(f.At.Span.End)
	width := max(1, end.Column-start.Column)
	if end.Line > start.Line {
		width = max(1, len([]rune(file.Line(start.Line)))+1-start.Column)
	}
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string([]rune(file.Line(start.Line))[:start.Column-1]))
	fmt.Fprintf(b, "> %s%s %d:%d-%d:%d %s\n", pad, strings.Repeat("^", width), start.Line, start.Column, end.Line, end.Column, f.Severity)
	fmt.Fprintf(b, "> %s: %s\n>   help: %s\n", f.Rule, f.Message, f.Help)
	for _, r := range f.Related {
		at := file.Position(r.At.Span.Start)
		fmt.Fprintf(b, ">   %d:%d %s\n", at.Line, at.Column, r.Message)
	}
	if f.Fix != nil {
		for _, e := range f.Fix.Edits {
			fmt.Fprintf(b, ">   fix: %s: %q becomes %q\n", f.Fix.Message, file.Data[e.At.Span.Start:e.At.Span.End], e.New)
		}
	}
}
