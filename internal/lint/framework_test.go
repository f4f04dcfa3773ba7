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
	for _, row := range []string{
		"G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8",
		"T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10",
		"W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9",
		"D1", "D2", "D3", "D4", "D5", "D6",
		"M1", "M2", "M3", "M4", "M5",
		"R1", "R2", "R3", "R4", "R5",
		"P1", "P2", "P3", "P4", "P5", "P6", "P7",
		"B1", "B2", "B3", "B4",
		"E1", "E2", "E3", "E4",
		"S1", "S2", "S3", "S4", "S5", "S6", "S8",
	} {
		served := false
		for _, rule := range engine.Rules() {
			served = served || slices.Contains(rule.Framework, row)
		}
		if !served {
			t.Errorf("no rule serves %s", row)
		}
	}
}
