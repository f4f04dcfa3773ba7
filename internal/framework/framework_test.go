package framework_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/framework"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

func statement(t *testing.T) []framework.Row {
	t.Helper()
	data, err := os.ReadFile("../../policies/framework.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := framework.Read(source.NewFile("framework.yaml", data))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func schemas(t *testing.T) *schema.Registry {
	t.Helper()
	registry, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return registry
}

// The statement has every row of the operating model, in order and in words.
func TestStatementIsWhole(t *testing.T) {
	var ids []string
	for _, row := range statement(t) {
		ids = append(ids, row.ID)
		if len(row.Agreement) < 20 || strings.HasSuffix(row.Agreement, ".") || row.Area == "" {
			t.Errorf("%s: %q in %q", row.ID, row.Agreement, row.Area)
		}
	}
	var want []string
	for _, area := range []struct {
		letter string
		rows   int
	}{{"G", 8}, {"T", 10}, {"W", 9}, {"D", 6}, {"M", 5}, {"R", 5}, {"P", 7}, {"B", 4}, {"E", 4}, {"S", 8}} {
		for i := range area.rows {
			want = append(want, area.letter+strconv.Itoa(i+1))
		}
	}
	if !slices.Equal(ids, want) {
		t.Errorf("rows are\n%v\nand these were expected\n%v", ids, want)
	}
}

// A property is proven by tests that are there, and held by fields that are.
func TestPropertiesAreProven(t *testing.T) {
	properties := 0
	for _, row := range statement(t) {
		if row.Property == nil {
			continue
		}
		properties++
		if row.Property.How == "" || len(row.Property.Commands) == 0 || len(row.Property.Tests) == 0 {
			t.Errorf("%s: %+v", row.ID, row.Property)
		}
		for _, test := range row.Property.Tests {
			folder, name, _ := strings.Cut(test, " ")
			if !isTest(t, filepath.Join("../..", folder), name) {
				t.Errorf("%s: there is no test %s in %s", row.ID, name, folder)
			}
		}
	}
	if properties == 0 {
		t.Error("no row is a property of the program")
	}
}

func isTest(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(folder + "/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	function := regexp.MustCompile(`(?m)^func ` + name + `\(t \*testing\.T\)`)
	for _, file := range files {
		if text, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		} else if function.Match(text) {
			return true
		}
	}
	return false
}

// A row is covered when a field holds it and a rule with a failing example, or
// the program itself, keeps it.
func TestCover(t *testing.T) {
	rule := func(id string, bad bool, rows ...string) framework.Tested {
		return framework.Tested{Rule: finding.Rule{ID: id, Framework: rows}, Bad: bad, Good: true, Rego: 2}
	}
	rows := framework.Cover(statement(t), schemas(t), []framework.Tested{
		rule("workflow/qa-gate", true, "W4"), rule("workflow/other", false, "W4", "W5"), rule("finance/own", true, "X1"),
	})
	byID := map[string]framework.Coverage{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	w4 := byID["W4"]
	if !w4.Covered || !slices.Equal(w4.Rules, []string{"workflow/other", "workflow/qa-gate"}) || !slices.Contains(w4.Fields, "Workflow.spec.steps[*].gate") {
		t.Errorf("W4: %+v", w4)
	}
	if want := (framework.Test{Rule: "workflow/qa-gate", Good: true, Bad: true, Rego: 2}); !slices.Contains(w4.Tests, want) {
		t.Errorf("W4 has the tests %+v", w4.Tests)
	}
	if byID["W5"].Covered {
		t.Error("W5 is covered by a rule that no example shows to find anything")
	}
	if s7 := byID["S7"]; !s7.Covered || s7.Property == nil || len(s7.Rules) > 0 {
		t.Errorf("S7: %+v", s7)
	}
	last := rows[len(rows)-1]
	if last.ID != "X1" || last.Area != framework.Own || last.Covered {
		t.Errorf("a row of the repository's own is %+v", last)
	}
}

// No schema that comes with interlock names a row that there is not.
func TestSchemasNameKnownRows(t *testing.T) {
	rows := statement(t)
	for _, row := range framework.Cover(rows, schemas(t), nil) {
		if framework.Find(rows, row.ID) == nil {
			t.Errorf("%v name the row %s, which there is not", row.Fields, row.ID)
		}
	}
}

func TestUnreadableStatement(t *testing.T) {
	for _, text := range []string{"", "framework: [", "properties: {Z9: {how: x}}", "shared: {Z9: [Standard.spec]}"} {
		if _, err := framework.Read(source.NewFile("framework.yaml", []byte(text))); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
