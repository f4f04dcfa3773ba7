package lint_test

import (
	"io"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

// TestEveryValueIsExplained is row S7 of the operating model, tried on every
// value of meridian in every region: it can say which line set it, in which
// document, who owns that, and what the region may do with it.
func TestEveryValueIsExplained(t *testing.T) {
	result := check(t, load(t), worktree(t, "../../examples/meridian"))
	values, adopted := 0, 0
	for _, o := range result.Catalog.Objects {
		told := map[*catalog.Form]bool{}
		for _, region := range result.Catalog.Regions.Names {
			form := o.At(region)
			if form == nil {
				continue
			}
			for _, leaf := range catalog.Leaves(form.Root, o.Shape) {
				values++
				x := result.Catalog.Explain(o, region, leaf.At)
				if x == nil || x.Node != leaf.Node || len(x.Origins) == 0 {
					t.Fatalf("%s in %s: %s is not explained", o.ID(), region, leaf.At)
				}
				if source.IsShipped(x.Origins[0].At.Path) {
					adopted++
				}
				for _, origin := range x.Origins {
					checkOrigin(t, result, o, region, origin)
				}
				if !told[form] {
					tell(t, result, x)
				}
			}
			told[form] = true
		}
	}
	if values < 20_000 || adopted < 1_000 {
		t.Errorf("only %d values were looked at, %d of them adopted", values, adopted)
	}
}

// checkOrigin compares what stands at an origin with the value, and asks who
// answers for it: the owner of the document, or for the owner of what is adopted
// the settings.
func checkOrigin(t *testing.T, result *lint.Result, o *catalog.Object, region string, origin catalog.Origin) {
	t.Helper()
	file := result.Snapshot.File(origin.At.Path)
	if file == nil {
		t.Fatalf("%s in %s: there is no file %s", o.ID(), region, origin.At.Path)
	}
	text := string(file.Data[origin.At.Span.Start:origin.At.Span.End])
	if n := origin.Node; len(n.Entries) == 0 && !stands(n, text) {
		t.Errorf("%s in %s: the value is %q, and at its origin stands %q", o.ID(), region, n.Text, text)
	}
	if origin.Writer == nil && origin.At.Path != "interlock.yaml" {
		t.Errorf("%s in %s: no document holds %s", o.ID(), region, origin.At.Path)
	}
	if origin.Writer != nil && origin.Writer.Owner() == "" && origin.Writer.Kind != "Team" {
		t.Errorf("%s in %s: nobody owns %s", o.ID(), region, origin.Writer.ID())
	}
}

// stands says whether a text is how a scalar of that value is written.
func stands(n *document.Node, text string) bool {
	switch n.Style {
	case document.Plain:
		return n.Kind == document.Null || n.Kind == document.Map || n.Kind == document.List ||
			strings.Join(strings.Fields(text), " ") == strings.Join(strings.Fields(n.Text), " ") || n.Kind == document.Number
	case document.SingleQuoted, document.DoubleQuoted:
		return len(text) >= 2 && text[0] == text[len(text)-1] && (strings.ContainsAny(text, `\'`) || text[1:len(text)-1] == n.Text)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(n.Text), "\n")
	return strings.ContainsAny(text[:1], "|>") && strings.Contains(text, strings.Fields(first)[0])
}

// tell writes the explanation, as people see it and as programs do.
func tell(t *testing.T, result *lint.Result, x *catalog.Explanation) {
	t.Helper()
	explained := report.Explained{Explanation: x, Catalog: result.Catalog, Findings: result.Findings, Files: result.Snapshot.File}
	if err := report.Explain(io.Discard, explained); err != nil {
		t.Errorf("%s: %s: %v", x.Object.ID(), x.Path, err)
	}
	if err := report.ExplainJSON(io.Discard, explained); err != nil {
		t.Errorf("%s: %s: %v", x.Object.ID(), x.Path, err)
	}
}
