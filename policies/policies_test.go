package policies_test

import (
	"context"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/trial"
	"interlock.dev/interlock/policies"
)

// leastCoverage is the share of a rule's lines, in percent, that its tests must reach.
const leastCoverage = 95

// Each rule is complete and keeps what its tests and examples promise, as
// `interlock test` tries out the rules of a repository. The shipped ones lack
// nothing, and what rules share has tests as well.
func TestRules(t *testing.T) {
	shipped, err := lint.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	files, err := lint.Embedded(policies.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	result, err := trial.Suite{Shipped: shipped, Files: files}.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Rules) < 80 || len(result.Shared) < 5 {
		t.Errorf("only %d rules and %d shared files are embedded", len(result.Rules), len(result.Shared))
	}
	for _, r := range result.Rules {
		t.Run(r.ID, func(t *testing.T) { complete(t, r) })
	}
	for _, s := range result.Shared {
		regoTests(t, s.File, s.Tests, s.Coverage)
	}
}

func complete(t *testing.T, r trial.Rule) {
	for _, fault := range r.Faults {
		t.Errorf("%s: %s; %s", r.ID, fault.Message, fault.Help)
	}
	for _, e := range r.Examples {
		for _, m := range e.Missing {
			t.Errorf("%s:%d: %s was wanted, and not found", m.File, m.Line, m.Rule)
		}
		for _, f := range e.Unwanted {
			t.Errorf("%s:%d: %s was found, and not wanted: %s", f.At.Path, e.File.Position(f.At.Span.Start).Line, f.Rule, f.Message)
		}
	}
	regoTests(t, r.Folder+"/"+trial.RuleFile, r.Tests, r.Coverage)
}

func regoTests(t *testing.T, file string, tests []policy.Test, coverage policy.Lines) {
	if len(tests) == 0 {
		t.Errorf("%s has no tests", file)
	}
	for _, test := range tests {
		if test.Status != policy.TestPassed {
			t.Errorf("%s:%d: %s %s: %s (line %d)", test.File, test.Line, test.Name, test.Status, test.Message, test.At)
		}
	}
	if coverage.Percent() < leastCoverage {
		t.Errorf("%s: tests reach %.0f %% of it, and not lines %v", file, coverage.Percent(), coverage.Missed)
	}
}

// The files are as `opa fmt` writes them.
func TestRegoFormat(t *testing.T) {
	for name := range parse(t) {
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := format.SourceWithOpts(name, text, format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		if string(formatted) != string(text) {
			t.Errorf("%s is not as opa fmt writes it", name)
		}
	}
}

func parse(t *testing.T) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".rego" {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		modules[name], err = ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

// What rules measure against is data of the organisation (docs/decisions/0015):
// no rule has a length of time or a share of its own. What holds where the
// organisation says nothing stands in what rules share, and in the schema.
func TestNoParametersInRules(t *testing.T) {
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	spec := schemas.Describe("Organization").Child("spec")
	defaults := map[string]*schema.Shape{"share": spec.Child("advice").Child("commonChoice").Child("share")}
	for _, field := range spec.Child("notice").Fields {
		defaults[field.Name] = field.Shape
	}
	amount := regexp.MustCompile(`^[0-9]+ ?(m|h|d|w|mo|y|%)$`)
	told := 0
	for name, module := range parse(t) {
		if strings.HasSuffix(name, "_test.rego") {
			continue
		}
		key := ""
		ast.WalkTerms(module, func(term *ast.Term) bool {
			text, isText := term.Value.(ast.String)
			if !isText {
				return false
			}
			if !amount.MatchString(string(text)) {
				key = string(text) // stands before its value
				return false
			}
			switch shape := defaults[key]; {
			case !strings.HasPrefix(name, "lib/"):
				t.Errorf("%s: %s is a parameter: it belongs to the organisation", term.Location, text)
			case shape == nil:
				t.Errorf("%s: %s is the default of nothing that the organisation can set", term.Location, text)
			case !strings.Contains(shape.Description, "Absent: `"+string(text)+"`"):
				t.Errorf("%s: the default is %s, and the schema says %q", term.Location, text, shape.Description)
			default:
				told++
			}
			return false
		})
	}
	if want := len(defaults); told != want {
		t.Errorf("%d defaults stand in lib, and the schema tells %d", told, want)
	}
}
