// Package trial tries rules out: by their tests in Rego, and by their examples, which say on which lines a finding must stand.
package trial

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
)

// Day is the day as of which examples are judged.
const Day = "2026-11-22"

// The files of a rule.
const (
	RuleFile = "rule.rego"
	TestFile = "rule_test.rego"
	Good     = "good.yaml"
	Bad      = "bad.yaml"
	Base     = "base.yaml" // of a rule of scope change: what both examples are compared with
)

// Suite is what is to be tried: the rules of one origin, and what they need.
type Suite struct {
	Shipped *lint.Shipped  // the rules, with all others and the schemas that they work with
	Files   []*source.File // of the rules: .rego and examples
	Others  []*source.File // .rego files that those of the rules import
	// Selected says whether a rule is to be tried; nil for all.
	Selected func(id string) bool
}

// Rule is how the trial of one rule went.
type Rule struct {
	ID       string
	Folder   string
	Tests    []policy.Test // in Rego
	Examples []Example
	Coverage policy.Lines // by tests and examples together
	Faults   []Fault      // what is missing
}

// Fault is something that a rule lacks. One that is not grave is told, and
// fails nothing.
type Fault struct {
	Grave   bool
	Message string
	Help    string
}

// Failed says whether anything about the rule is not as it should be.
func (r *Rule) Failed() bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Grave }) ||
		slices.ContainsFunc(r.Tests, func(t policy.Test) bool { return t.Status == policy.TestFailed }) ||
		slices.ContainsFunc(r.Examples, func(e Example) bool { return len(e.Missing)+len(e.Unwanted) > 0 })
}

// Result is how a trial went.
type Result struct {
	Rules  []Rule
	Shared []Shared // what rules share, with its tests
	Stray  []string // examples beside which no rule stands
}

// Shared is a file of functions that rules share, and how its tests went.
type Shared struct {
	File     string
	Tests    []policy.Test
	Coverage policy.Lines
}

// Failed counts the rules that failed, the shared files with a failing test, and
// the examples that show nothing.
func (r *Result) Failed() int {
	failed := len(r.Stray)
	for i := range r.Rules {
		if r.Rules[i].Failed() {
			failed++
		}
	}
	for i := range r.Shared {
		if r.Shared[i].Failed() {
			failed++
		}
	}
	return failed
}

// Failed says whether one of its tests failed.
func (s *Shared) Failed() bool {
	return slices.ContainsFunc(s.Tests, func(t policy.Test) bool { return t.Status == policy.TestFailed })
}

// Run tries the rules of a suite. An error means that they could not be tried.
func (s Suite) Run(ctx context.Context) (*Result, error) {
	folders := s.folders()
	coverage := policy.NewCoverage()
	wanted := func(file string) bool {
		return s.file(file) != nil && (s.Selected == nil || folders[path.Dir(file)] != "")
	}
	tests, err := policy.RunTests(ctx, slices.Concat(s.Others, s.Files), wanted, coverage)
	if err != nil {
		return nil, err
	}
	result := &Result{}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		r := Rule{ID: folders[folder], Folder: folder, Examples: []Example{}}
		byExamples := policy.NewCoverage()
		r.Tests = of(tests, func(file string) bool { return path.Dir(file) == folder })
		for _, name := range []string{Good, Bad} {
			if file := s.file(folder + "/" + name); file != nil {
				example, err := s.example(ctx, r.ID, file, byExamples)
				if err != nil {
					return nil, err
				}
				r.Examples = append(r.Examples, example)
			}
		}
		// Examples are judged by all rules: only its own say something of this one.
		reached, err := byExamples.Of([]*source.File{s.file(folder + "/" + RuleFile)})
		if err != nil {
			return nil, err
		}
		r.Coverage = reached[folder+"/"+RuleFile]
		result.Rules = append(result.Rules, r)
	}
	lines, err := coverage.Of(s.Files)
	if err != nil {
		return nil, err
	}
	for i := range result.Rules {
		r := &result.Rules[i]
		r.Coverage = r.Coverage.And(lines[r.Folder+"/"+RuleFile])
		r.complete()
	}
	if s.Selected == nil {
		s.rest(result, folders, tests, lines)
	}
	return result, nil
}

// rest adds what is no rule: what rules share, and examples beside which none stands.
func (s Suite) rest(result *Result, folders map[string]string, tests []policy.Test, lines map[string]policy.Lines) {
	for _, file := range s.Files {
		switch base := path.Base(file.Path); {
		case folders[path.Dir(file.Path)] != "":
		case base == Good || base == Bad || base == Base:
			result.Stray = append(result.Stray, file.Path)
		case path.Ext(base) == ".rego" && !policy.IsTest(base):
			own := strings.TrimSuffix(file.Path, ".rego") + "_test.rego"
			result.Shared = append(result.Shared, Shared{
				File: file.Path, Coverage: lines[file.Path],
				Tests: of(tests, func(file string) bool { return file == own }),
			})
		}
	}
	slices.Sort(result.Stray)
	slices.SortFunc(result.Shared, func(a, b Shared) int { return strings.Compare(a.File, b.File) })
}

// of picks the tests that stand in some files.
func of(tests []policy.Test, file func(string) bool) []policy.Test {
	list := []policy.Test{}
	for _, t := range tests {
		if file(t.File) {
			list = append(list, t)
		}
	}
	return list
}

// folders of the rules that are selected, with their ids.
func (s Suite) folders() map[string]string {
	folders := map[string]string{}
	for _, file := range s.Files {
		if path.Base(file.Path) != RuleFile {
			continue
		}
		folder := path.Dir(file.Path)
		id := path.Base(path.Dir(folder)) + "/" + path.Base(folder)
		if s.Selected == nil || s.Selected(id) {
			folders[folder] = id
		}
	}
	return folders
}

func (s Suite) file(name string) *source.File {
	for _, file := range s.Files {
		if file.Path == name {
			return file
		}
	}
	return nil
}

// complete says what a rule lacks.
func (r *Rule) complete() {
	lack := func(grave bool, help, format string, args ...any) {
		r.Faults = append(r.Faults, Fault{Grave: grave, Message: fmt.Sprintf(format, args...), Help: help})
	}
	good, bad := r.example(Good), r.example(Bad)
	switch {
	case bad == nil:
		lack(true, fmt.Sprintf("write %s/%s: a small repository in which the rule finds something, with `# want %s` on each line where it does", r.Folder, Bad, r.ID), "no failing example: nothing shows that the rule finds anything")
	case !bad.wantsOwn:
		lack(true, fmt.Sprintf("write `# want %s` on the line of %s/%s on which the finding must stand", r.ID, r.Folder, Bad), "the failing example does not say where the rule finds something")
	}
	switch {
	case good == nil:
		lack(false, fmt.Sprintf("write %s/%s: the same small repository without the fault", r.Folder, Good), "no good example: nothing shows what the rule leaves alone")
	case good.wantsOwn:
		lack(true, "what the rule finds belongs into "+Bad, "the good example wants a finding of the rule itself")
	}
	if len(r.Tests) == 0 {
		lack(false, fmt.Sprintf("write %s/%s, package `%s`", r.Folder, TestFile, testPackage(r.ID)), "no tests in Rego")
	}
}

func (r *Rule) example(name string) *Example {
	for i := range r.Examples {
		if path.Base(r.Examples[i].File.Path) == name {
			return &r.Examples[i]
		}
	}
	return nil
}

func testPackage(id string) string {
	category, rule, _ := strings.Cut(id, "/")
	return fmt.Sprintf("interlock.rules.%s[%q]", category, rule+"_test")
}
