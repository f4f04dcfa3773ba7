package trial_test

import (
	"context"
	"slices"
	"testing"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
	"interlock.dev/interlock/policies"
)

// The small example has a kind and rules of its own; they are as they should be,
// and it is clean by them and by all others.
func TestLumen(t *testing.T) {
	ctx := context.Background()
	snapshot, err := source.Worktree{Dir: "../../examples/lumen"}.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	checker := lint.Checker{Policies: policies.FS, Date: trial.Day}
	result, err := checker.Check(ctx, snapshot)
	if err != nil {
		t.Fatal(err)
	}
	waived := 0
	for _, f := range result.Findings {
		if f.Waiver == "" {
			t.Errorf("%s: %s: %s", f.At.Path, f.Rule, f.Message)
		} else {
			waived++
		}
	}
	if waived != 1 {
		t.Errorf("%d findings are waived", waived)
	}
	for _, rule := range []string{"creator/disclosure", "creator/paid-unapproved"} {
		if !slices.Contains(result.Counts.Ran, rule) {
			t.Errorf("%s found nothing to look at", rule)
		}
	}
	files, err := result.RuleFiles()
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := lint.Embedded(policies.FS, ".rego")
	if err != nil {
		t.Fatal(err)
	}
	tried, err := trial.Suite{Shipped: result.Shipped(), Files: files, Others: shipped}.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if tried.Failed() > 0 || len(tried.Rules) != 2 || len(tried.Shared) != 1 {
		t.Errorf("%d failed of %d rules, with %d shared files", tried.Failed(), len(tried.Rules), len(tried.Shared))
	}
	for _, r := range tried.Rules {
		if len(r.Faults) > 0 || len(r.Tests) < 3 || len(r.Coverage.Missed) > 0 {
			t.Errorf("%s: lacks %v, has %d tests, lines %v are reached by nothing", r.ID, r.Faults, len(r.Tests), r.Coverage.Missed)
		}
		for _, test := range r.Tests {
			if test.Status != policy.TestPassed {
				t.Errorf("%s: %s %s", r.ID, test.Name, test.Status)
			}
		}
	}
}
