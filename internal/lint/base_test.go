package lint_test

import (
	"context"
	"os"
	"path"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
)

// meridian is the texts of the example's YAML files, by path.
func meridian(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	root := "../../examples/meridian"
	for _, e := range worktree(t, root).Entries() {
		if e.IsYAML() {
			data, err := os.ReadFile(path.Join(root, e.Path))
			if err != nil {
				t.Fatal(err)
			}
			texts[e.Path] = string(data)
		}
	}
	return texts
}

func against(t *testing.T, base, head map[string]string) *lint.Result {
	t.Helper()
	checker := lint.Checker{Shipped: load(t), Date: day, Base: source.Memory(base)}
	result, err := checker.Check(context.Background(), source.Memory(head))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func ofChange(result *lint.Result) []finding.Finding {
	var all []finding.Finding
	for _, f := range result.Findings {
		if strings.HasPrefix(f.Rule, "change/") || strings.HasPrefix(f.Rule, "source/") {
			all = append(all, f)
		}
	}
	return all
}

// What says the same is no change, wherever it stands; and files that are the
// same are read once.
func TestNoChange(t *testing.T) {
	base := meridian(t)
	head := map[string]string{}
	for name, text := range base {
		if strings.HasPrefix(name, "regions/") {
			head["moved/"+name] = "# moved\n" + text
		} else {
			head[name] = text
		}
	}
	result := against(t, base, head)
	if edits := result.Base.Comparison.Edits; len(edits) > 0 {
		t.Errorf("%d objects differ, the first is %s: %s", len(edits), edits[0].Object().ID(), edits[0].Fate)
	}
	if findings := ofChange(result); len(findings) > 0 {
		t.Errorf("%s: %s", findings[0].Rule, findings[0].Message)
	}
	shared := 0
	for _, o := range result.Base.Catalog.Objects {
		if now := result.Catalog.Find(o.Kind, o.Region, o.Name); now != nil && now.Doc == o.Doc {
			shared++
		}
	}
	if shared == 0 || shared == len(result.Catalog.Objects) {
		t.Errorf("%d of %d documents are shared", shared, len(result.Catalog.Objects))
	}
}

// Each file of the example, deleted by itself: every finding on the change has a
// place that can be read in head, or none, and one that can be read in base.
func TestPlacesOfWhatIsGone(t *testing.T) {
	base := meridian(t)
	tried := 0
	for name := range base {
		if name == "interlock.yaml" || tried == 12 {
			continue
		}
		tried++
		head := map[string]string{}
		for other, text := range base {
			if other != name {
				head[other] = text
			}
		}
		result := against(t, base, head)
		for _, e := range result.Base.Comparison.Edits {
			if e.Base != nil && e.Base.Doc.File.Path != name {
				t.Errorf("without %s, %s is %s", name, e.Object().ID(), e.Fate)
			}
		}
		for _, f := range ofChange(result) {
			if file := result.Snapshot.File(f.At.Path); file == nil || f.At.Span.End > len(file.Data) || f.At.Path == name {
				t.Errorf("%s: %s stands in `%s`, which cannot be read", f.Rule, f.Message, f.At.Path)
			}
			for _, related := range f.Related {
				snapshot := result.Snapshot
				if related.Base {
					snapshot = result.Base.Snapshot
				}
				if file := snapshot.File(related.At.Path); file == nil || related.At.Span.End > len(file.Data) {
					t.Errorf("%s: the related place in `%s` cannot be read", f.Rule, related.At.Path)
				}
			}
		}
	}
}

// A waiver of a change rule is used where the change is judged, and is not
// reported as unused where it cannot be.
func TestWaiverOfAChange(t *testing.T) {
	base := meridian(t)
	head := map[string]string{}
	for name, text := range base {
		head[name] = text
	}
	const file = "global/metrics.yaml"
	head[file] = strings.Replace(base[file], "unit: leads", "unit: accounts", 1)
	if head[file] == base[file] {
		t.Fatal("the example has no such unit")
	}
	excused := func(result *lint.Result) (waived, open int) {
		for _, f := range result.Findings {
			switch {
			case f.Rule != "change/metric-redefined" && f.Rule != "waiver/unused":
			case f.Waiver != "":
				waived++
			default:
				open++
			}
		}
		return waived, open
	}
	if waived, open := excused(against(t, base, head)); waived != 0 || open != 1 {
		t.Fatalf("%d waived, %d open", waived, open)
	}
	head["waivers/unit.yaml"] = `apiVersion: interlock.dev/v1
kind: Waiver
metadata: {name: accounts-for-leads, owner: global-marketing-ops}
spec:
  rule: change/metric-redefined
  object: {kind: Metric, name: marketing-qualified-leads}
  path: spec.unit
  reason: Sales counts accounts from the new year on, and the old figures are converted.
  approvedBy: insights
  expires: 2026-12-31
`
	result := against(t, base, head)
	if waived, open := excused(result); waived != 1 || open != 0 {
		t.Errorf("with a waiver: %d waived, %d open", waived, open)
	}
	if _, open := excused(check(t, load(t), source.Memory(head))); open != 0 {
		t.Errorf("without a base the waiver is unused")
	}
}
