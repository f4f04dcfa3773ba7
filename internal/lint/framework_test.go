package lint_test

import (
	"slices"
	"testing"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/policies"
)

// TestFrameworkRows says which rows of the operating model are checked: each by
// a rule that names it, with examples that TestRulesHaveExamples runs.
func TestFrameworkRows(t *testing.T) {
	files, err := lint.Embedded(policies.FS, ".rego")
	if err != nil {
		t.Fatal(err)
	}
	engine, err := policy.Load(policy.Set{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"S1", "S2", "S3", "S4", "S5", "S6", "G8", "T2", "T7", "W3", "W4", "W6", "D5", "M1", "P6"} {
		served := false
		for _, rule := range engine.Rules() {
			served = served || slices.Contains(rule.Framework, row)
		}
		if !served {
			t.Errorf("no rule serves %s", row)
		}
	}
}
