package lint_test

import (
	"context"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
	"interlock.dev/interlock/policies"
)

// day is the date as of which the examples are judged.
const day = trial.Day

func check(t *testing.T, shipped *lint.Shipped, snapshot *source.Snapshot) *lint.Result {
	t.Helper()
	checker := lint.Checker{Shipped: shipped, Date: day}
	result, err := checker.Check(context.Background(), snapshot)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func load(t *testing.T) *lint.Shipped {
	t.Helper()
	shipped, err := lint.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	return shipped
}

// compare tells which findings are missing and which were not wanted.
func compare(t *testing.T, result *lint.Result, wants []trial.Want) {
	t.Helper()
	missing, unwanted := trial.Compare(result, wants, func(string) bool { return true })
	for _, w := range missing {
		t.Errorf("missing: %s:%d %s", w.File, w.Line, w.Rule)
	}
	for _, f := range unwanted {
		line := 1
		if file := result.Snapshot.File(f.At.Path); file != nil {
			line = file.Position(f.At.Span.Start).Line
		}
		t.Errorf("not wanted: %s:%d %s: %s", f.At.Path, line, f.Rule, f.Message)
	}
}

func TestMeridianIsClean(t *testing.T) {
	result := check(t, load(t), worktree(t, "../../examples/meridian"))
	if result.Counts.Documents < 120 {
		t.Errorf("meridian has %d documents", result.Counts.Documents)
	}
	if len(result.Counts.Idle) > 0 {
		t.Errorf("rules that meridian gives nothing to look at: %v", result.Counts.Idle)
	}
	compare(t, result, nil)
}

func TestMeridianBroken(t *testing.T) {
	root := "../../examples/meridian-broken"
	shipped := load(t)
	result := check(t, shipped, worktree(t, root))
	var want []trial.Want
	for _, e := range result.Snapshot.Entries() {
		if !e.IsYAML() {
			continue
		}
		data, err := os.ReadFile(path.Join(root, e.Path))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, trial.Wanted(source.NewFile(e.Path, data))...)
	}
	if len(want) < 25 {
		t.Errorf("only %d faults are wanted", len(want))
	}
	compare(t, result, want)
	for _, rule := range shipped.Engine().Rules() {
		if rule.Scope != string(policy.ScopeObject) && rule.Scope != string(policy.ScopeRepository) {
			continue // needs something to compare with
		}
		if !slices.ContainsFunc(want, func(w trial.Want) bool { return w.Rule == rule.ID }) {
			t.Errorf("meridian-broken has no fault for %s", rule.ID)
		}
	}
}

func worktree(t *testing.T, dir string) *source.Snapshot {
	t.Helper()
	snapshot, err := source.Worktree{Dir: dir}.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// Measuring the rules finds what running them finds, and tells of each that had
// something to look at.
func TestMeasured(t *testing.T) {
	shipped := load(t)
	snapshot := worktree(t, "../../examples/meridian-broken")
	want := check(t, shipped, snapshot)
	checker := lint.Checker{Shipped: shipped, Date: day, Measure: true}
	got, err := checker.Check(context.Background(), snapshot)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Findings, got.Findings); diff != "" {
		t.Errorf("measured, the rules find something else (-not +measured):\n%s", diff)
	}
	if want.Costs != nil {
		t.Error("what nobody asked for was measured")
	}
	costs := map[string]bool{}
	for i, cost := range got.Costs {
		if cost.Time <= 0 || cost.Runs < 1 || costs[cost.Rule] || i > 0 && cost.Time > got.Costs[i-1].Time {
			t.Errorf("%d. %+v", i+1, cost)
		}
		costs[cost.Rule] = true
	}
	for _, f := range got.Findings {
		if slices.Contains(got.Counts.Ran, f.Rule) && !costs[f.Rule] {
			t.Errorf("what %s takes is not told", f.Rule)
		}
	}
	if len(costs) < len(got.Counts.Ran)/2 {
		t.Errorf("of %d rules that ran, %d have a cost", len(got.Counts.Ran), len(costs))
	}
}
