package lint_test

import (
	"os"
	"slices"
	"testing"

	"interlock.dev/interlock/internal/framework"
	"interlock.dev/interlock/internal/source"
)

// TestFrameworkRows demands of each row of the operating model a field whose
// schema names it and a rule that names it; the examples of the rule are run by
// TestRulesHaveExamples. A row that is a property of the program needs neither,
// and says so.
func TestFrameworkRows(t *testing.T) {
	text, err := os.ReadFile("../../policies/framework.yaml")
	if err != nil {
		t.Fatal(err)
	}
	stated, err := framework.Read(source.NewFile("framework.yaml", text))
	if err != nil {
		t.Fatal(err)
	}
	shipped := load(t)
	var rules []framework.Tested
	for _, rule := range shipped.Engine().Rules() {
		rules = append(rules, framework.Tested{Rule: rule})
	}
	bare := make([]framework.Row, len(stated)) // without the fields that the statement itself adds
	for i, row := range stated {
		bare[i].ID = row.ID
	}
	var properties []string
	for i, row := range framework.Cover(bare, shipped.Schemas(), rules) {
		if i >= len(stated) {
			t.Errorf("the fields %q and the rules %q name the row %s, which there is not", row.Fields, row.Rules, row.ID)
			continue
		}
		if stated[i].Property != nil {
			properties = append(properties, row.ID)
			continue
		}
		if len(row.Fields) == 0 {
			t.Errorf("no field of a schema names %s in x-framework", row.ID)
		}
		if len(row.Rules) == 0 {
			t.Errorf("no rule names %s", row.ID)
		}
	}
	if !slices.Equal(properties, []string{"S7"}) {
		t.Errorf("properties of the program are %v, and only S7 can be one", properties)
	}
}
