package policies_test

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"interlock.dev/interlock/policies"
)

// leastCoverage is the share of a rule's lines, in percent, that its tests must reach.
const leastCoverage = 95

// Each rule is a folder with its tests and both examples.
func TestRulesAreComplete(t *testing.T) {
	folders, err := fs.Glob(policies.FS, "*/*")
	if err != nil {
		t.Fatal(err)
	}
	rules := 0
	for _, folder := range folders {
		if info, err := fs.Stat(policies.FS, folder); err != nil || !info.IsDir() {
			continue
		}
		rules++
		for _, name := range []string{"rule.rego", "rule_test.rego", "good.yaml", "bad.yaml"} {
			if _, err := fs.Stat(policies.FS, path.Join(folder, name)); err != nil {
				t.Errorf("%s has no %s", folder, name)
			}
		}
	}
	if rules < 20 {
		t.Errorf("only %d rules are embedded", rules)
	}
}

// The tests in Rego pass, there are some for each file, and they reach nearly all of it.
func TestRego(t *testing.T) {
	modules := parse(t)
	ctx := context.Background()
	store := inmem.New()
	coverage := cover.New()
	tested := map[string]bool{}
	err := storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		runner := tester.NewRunner().SetStore(store).SetModules(modules).
			SetCompiler(ast.NewCompiler().WithStrict(true)).SetCoverageQueryTracer(coverage)
		results, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for r := range results {
			tested[r.Location.File] = true
			if !r.Pass() {
				t.Errorf("%s: %s %s: %v", r.Location, r.Package, r.Name, r.Error)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	report := coverage.Report(modules)
	for name := range modules {
		if strings.HasSuffix(name, "_test.rego") {
			continue
		}
		if !tested[strings.TrimSuffix(name, ".rego")+"_test.rego"] {
			t.Errorf("%s has no tests", name)
		}
		if got := report.Files[name].Coverage; got < leastCoverage {
			t.Errorf("%s: tests reach %.0f %% of it, and not lines %v", name, got, report.Files[name].NotCovered)
		}
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
