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
}

// Shared is a file of functions that rules share, and how its tests went.
type Shared struct {
	File     string
	Tests    []policy.Test
	Coverage policy.Lines
}

// Failed counts the rules that failed, and the shared files with a failing test.
func (r *Result) Failed() int {
	failed := 0
	for i := range r.Rules {
		if r.Rules[i].Failed() {
			failed++
		}
	}
	for _, s := range r.Shared {
		if slices.ContainsFunc(s.Tests, func(t policy.Test) bool { return t.Status == policy.TestFailed }) {
			failed++
		}
	}
	return failed
}

// Run tries the rules of a suite. An error means that they could not be tried.
func (s Suite) Run(ctx context.Context) (*Result, error) {
	folders := s.folders()
	coverage := policy.NewCoverage()
	wanted := func(file string) bool {
		id := idOf(file)
		return slices.ContainsFunc(s.Files, func(f *source.File) bool { return f.Path == file }) &&
			(id == "" && s.Selected == nil || folders[id] != "")
	}
	tests, err := policy.RunTests(ctx, slices.Concat(s.Others, s.Files), wanted, coverage)
	if err != nil {
		return nil, err
	}
	byFile := map[string][]policy.Test{}
	for _, t := range tests {
		byFile[t.File] = append(byFile[t.File], t)
	}
	result := &Result{}
	for _, id := range slices.Sorted(maps.Keys(folders)) {
		r := Rule{ID: id, Folder: folders[id], Tests: byFile[folders[id]+"/"+TestFile]}
		for _, name := range []string{Good, Bad} {
			if file := s.file(r.Folder + "/" + name); file != nil {
				example, err := s.example(ctx, id, file, coverage)
				if err != nil {
					return nil, err
				}
				r.Examples = append(r.Examples, example)
			}
		}
		result.Rules = append(result.Rules, r)
	}
	lines, err := coverage.Of(s.Files)
	if err != nil {
		return nil, err
	}
	for i := range result.Rules {
		r := &result.Rules[i]
		r.Coverage = lines[r.Folder+"/"+RuleFile]
		r.complete()
	}
	for _, file := range s.Files {
		if strings.HasSuffix(file.Path, ".rego") && !policy.IsTest(file.Path) && idOf(file.Path) == "" && s.Selected == nil {
			shared := Shared{File: file.Path, Tests: byFile[strings.TrimSuffix(file.Path, ".rego")+"_test.rego"], Coverage: lines[file.Path]}
			result.Shared = append(result.Shared, shared)
		}
	}
	return result, nil
}

// folders of the rules that are selected, by id.
func (s Suite) folders() map[string]string {
	folders := map[string]string{}
	for _, file := range s.Files {
		if path.Base(file.Path) != RuleFile {
			continue
		}
		if id := idOf(file.Path); id != "" && (s.Selected == nil || s.Selected(id)) {
			folders[id] = path.Dir(file.Path)
		}
	}
	return folders
}

// idOf is the rule whose file this is, empty for what rules share.
func idOf(file string) string {
	switch path.Base(file) {
	case RuleFile, TestFile, Good, Bad:
	default:
		return ""
	}
	folder := path.Dir(file)
	category := path.Base(path.Dir(folder))
	if category == "." || category == "/" {
		return ""
	}
	return category + "/" + path.Base(folder)
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
