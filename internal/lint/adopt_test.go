package lint_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
)

// What is adopted holds on both sides of a comparison: nothing differs where
// nothing was changed, and leaving a document out is what removes it.
func TestAdoptedOnBothSides(t *testing.T) {
	const settings = "apiVersion: interlock.dev/v1\nkind: Settings\nspec:\n  adopts: [{set: standards, only: [metrics, platforms], owner: ops}]\n"
	snapshot := func(settings string) *source.Snapshot {
		return source.Memory(map[string]string{
			"interlock.yaml": settings,
			"team.yaml":      "apiVersion: interlock.dev/v1\nkind: Team\nmetadata: {name: ops}\nspec:\n  title: Operations\n  lead: {role: head, email: ops@example.com}\n",
		})
	}
	compare := func(now string) *lint.Result {
		checker := lint.Checker{Shipped: load(t), Date: day, Base: snapshot(settings)}
		result, err := checker.Check(context.Background(), snapshot(now))
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	if edits := compare(settings).Base.Comparison.Edits; len(edits) != 0 {
		t.Errorf("%d objects differ", len(edits))
	}
	edits := compare(strings.Replace(settings, "[metrics, platforms]", "[metrics]", 1)).Base.Comparison.Edits
	if len(edits) != 1 || edits[0].Base == nil || edits[0].Base.Name != "platforms" {
		t.Errorf("of what is left out there are %d edits", len(edits))
	}
}

// Of two documents of one name the one of the repository is to be put right: the
// other cannot be edited.
func TestAdoptedTwin(t *testing.T) {
	result := check(t, load(t), source.Memory(map[string]string{
		"interlock.yaml": "apiVersion: interlock.dev/v1\nkind: Settings\nspec:\n  adopts: [{set: standards, only: [metrics], owner: ops}]\n",
		"one.yaml": "apiVersion: interlock.dev/v1\nkind: Standard\nmetadata: {name: metrics, owner: ops}\nspec: {for: {kind: Metric}, rationale: Ours.}\n---\n" +
			"apiVersion: interlock.dev/v1\nkind: Team\nmetadata: {name: ops}\nspec:\n  title: Operations\n  lead: {role: head, email: ops@example.com}\n",
	}))
	i := slices.IndexFunc(result.Findings, func(f finding.Finding) bool { return f.Rule == "catalog/duplicate-identity" })
	if i < 0 || result.Findings[i].At.Path != "one.yaml" || result.Findings[i].Related[0].At.Path != "interlock:standards/metrics.yaml" {
		t.Fatalf("%+v", result.Findings)
	}
}
