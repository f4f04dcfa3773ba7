package policy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"interlock.dev/interlock/internal/source"
)

// testTimeLimit is how long one test in Rego may take.
const testTimeLimit = 10 * time.Second

// Test is how one test in Rego ended.
type Test struct {
	File    string // that it stands in
	Line    int
	Name    string
	Status  string // passed, failed, skipped
	Message string // of one that failed: where, and why, as far as that is known
	At      int    // the line at which it failed; 0 when that is not known
}

// The statuses of a test.
const (
	TestPassed  = "passed"
	TestFailed  = "failed"
	TestSkipped = "skipped" // its name begins with todo_
)

// IsTest says whether a file holds tests in Rego.
func IsTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

// RunTests runs the tests in Rego of the files that are wanted, with the limits
// that rules have: the same builtins, and no failing builtin that counts as
// false. What they reach is added to coverage. An error means that the files
// could not be compiled.
func RunTests(ctx context.Context, files []*source.File, wanted func(file string) bool, coverage *Coverage) ([]Test, error) {
	modules, err := parseAll(files, func(name string) bool { return !IsTest(name) || wanted(name) })
	if err != nil {
		return nil, err
	}
	modules = needed(modules, wanted)
	results, err := runTests(ctx, modules, "", coverage)
	if err != nil {
		return nil, err
	}
	failed, err := traced(ctx, modules, results)
	if err != nil {
		return nil, err
	}
	tests := make([]Test, len(results))
	for i, result := range results {
		tests[i] = testOf(result, failed[result.Package+"."+result.Name])
	}
	slices.SortFunc(tests, func(a, b Test) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Name, b.Name))
	})
	return tests, nil
}

// needed are the modules that are wanted, and those that they refer to: a
// repository with a few rules is not to wait for all others to be compiled.
func needed(modules map[string]*ast.Module, wanted func(file string) bool) map[string]*ast.Module {
	all := map[string]*ast.Module{}
	var add func(name string)
	add = func(name string) {
		if all[name] != nil {
			return
		}
		all[name] = modules[name]
		ast.WalkRefs(modules[name], func(ref ast.Ref) bool {
			if !ref.HasPrefix(ast.DefaultRootRef) {
				return false
			}
			fixed := ref.ConstantPrefix()
			for other, module := range modules {
				if at := module.Package.Path; fixed.HasPrefix(at) || at.HasPrefix(fixed) {
					add(other)
				}
			}
			return false
		})
	}
	for name := range modules {
		if wanted(name) {
			add(name)
		}
	}
	return all
}

// runTests runs those tests whose names match a filter; with a coverage, it is
// added to, and without one, what happens is recorded with each result.
func runTests(ctx context.Context, modules map[string]*ast.Module, filter string, coverage *Coverage) ([]*tester.Result, error) {
	store := inmem.New()
	var all []*tester.Result
	err := storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		runner := tester.NewRunner().SetStore(store).SetModules(modules).
			SetCompiler(ast.NewCompiler().WithCapabilities(Capabilities()).WithStrict(true)).
			RaiseBuiltinErrors(true).SetTimeout(testTimeLimit).Filter(filter)
		if coverage != nil {
			runner = runner.SetCoverageQueryTracer(coverage.tracer)
		} else {
			runner = runner.EnableTracing(true)
		}
		results, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for result := range results {
			all = append(all, result)
		}
		return ctx.Err()
	})
	var faults ast.Errors
	if errors.As(err, &faults) {
		return nil, regoErrors(faults)
	}
	if err != nil {
		return nil, fmt.Errorf("the tests in Rego cannot be run: %w", err)
	}
	return all, nil
}

// traced finds for each test that failed the line of it that did not hold, by
// running it again: recording everything is too slow for all tests.
func traced(ctx context.Context, modules map[string]*ast.Module, results []*tester.Result) (map[string]int, error) {
	var names []string
	for _, result := range results {
		if !result.Pass() && !result.Skip {
			names = append(names, "^"+regexp.QuoteMeta(result.Package+"."+result.Name)+"$")
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	again, err := runTests(ctx, modules, strings.Join(names, "|"), nil)
	if err != nil {
		return nil, err
	}
	lines := map[string]int{}
	for _, result := range again {
		line := 0
		for _, event := range result.Trace {
			if event.Op == topdown.FailOp && event.Location != nil && event.Location.File == result.Location.File {
				line = max(line, event.Location.Row)
			}
		}
		lines[result.Package+"."+result.Name] = line
	}
	return lines, nil
}

func testOf(result *tester.Result, line int) Test {
	t := Test{File: result.Location.File, Line: result.Location.Row, Name: result.Name, Status: TestPassed}
	switch {
	case result.Skip:
		t.Status = TestSkipped
	case !result.Pass():
		t.Status, t.At, t.Message = TestFailed, cmp.Or(line, t.Line), "this does not hold"
		if result.Error != nil {
			t.Message = result.Error.Error()
		}
	}
	return t
}

// CountTests counts the tests in Rego in each file that has some.
func CountTests(files []*source.File) (map[string]int, error) {
	modules, err := parseAll(files, IsTest)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for name, module := range modules {
		for _, rule := range module.Rules {
			if strings.HasPrefix(strings.TrimPrefix(rule.Head.Ref().String(), "todo_"), tester.TestPrefix) {
				counts[name]++
			}
		}
	}
	return counts, nil
}

func parseAll(files []*source.File, wanted func(string) bool) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	var errs []error
	for _, f := range files {
		if path.Ext(f.Path) != ".rego" || !wanted(f.Path) {
			continue
		}
		module, err := parse(f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		modules[f.Path] = module
	}
	return modules, errors.Join(errs...)
}

// Coverage records which lines of rules were reached, by tests in Rego and by
// rules that were evaluated. It is not for several goroutines at once.
type Coverage struct{ tracer *cover.Cover }

// NewCoverage has reached nothing yet.
func NewCoverage() *Coverage { return &Coverage{tracer: cover.New()} }

// Lines says how much of a file was reached.
type Lines struct {
	Reached int   // lines that were reached
	Missed  []int // lines that were not, in order
}

// Percent is the share of lines that were reached.
func (l Lines) Percent() float64 {
	if l.Reached+len(l.Missed) == 0 {
		return 100
	}
	return 100 * float64(l.Reached) / float64(l.Reached+len(l.Missed))
}

// And is what is reached of the same file by either of two.
func (l Lines) And(other Lines) Lines {
	all := l.Reached + len(l.Missed)
	both := Lines{Missed: []int{}}
	for _, line := range l.Missed {
		if slices.Contains(other.Missed, line) {
			both.Missed = append(both.Missed, line)
		}
	}
	both.Reached = all - len(both.Missed)
	return both
}

// Of says how much of each file was reached, tests left out.
func (c *Coverage) Of(files []*source.File) (map[string]Lines, error) {
	modules, err := parseAll(files, func(name string) bool { return !IsTest(name) })
	if err != nil {
		return nil, err
	}
	report := c.tracer.Report(modules)
	all := map[string]Lines{}
	for name := range modules {
		lines := Lines{Missed: []int{}}
		if of := report.Files[name]; of != nil {
			lines.Reached = of.CoveredLines
			for _, missed := range of.NotCovered {
				for row := missed.Start.Row; row <= missed.End.Row; row++ {
					lines.Missed = append(lines.Missed, row)
				}
			}
		}
		all[name] = lines
	}
	return all, nil
}
