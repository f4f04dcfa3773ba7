package lint_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

// day is the date as of which the examples are judged.
const day = "2026-11-22"

func check(t *testing.T, shipped *lint.Shipped, snapshot *source.Snapshot) *lint.Result {
	t.Helper()
	checker := lint.Checker{Shipped: shipped, Date: day}
	result, err := checker.Check(context.Background(), snapshot)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func load(t *testing.T) *lint.Shipped {
	t.Helper()
	shipped, err := lint.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	return shipped
}

var wantComment = regexp.MustCompile(`#.*\bwant ((?:[a-z0-9-]+/[a-z0-9-]+ ?)+)`)

// wanted reads the `# want RULE` comments of a file as "file:line rule".
func wanted(name, text string) []string {
	var all []string
	for i, line := range strings.Split(text, "\n") {
		if m := wantComment.FindStringSubmatch(line); m != nil {
			for _, rule := range strings.Fields(m[1]) {
				all = append(all, fmt.Sprintf("%s:%d %s", name, i+1, rule))
			}
		}
	}
	return all
}

// found lists findings as "file:line rule", those that a waiver excuses left out.
func found(result *lint.Result, counts func(rule string) bool) []string {
	var all []string
	for _, f := range result.Findings {
		if f.Waiver != "" || !counts(f.Rule) {
			continue
		}
		line := 1
		if file := result.Snapshot.File(f.At.Path); file != nil {
			line = file.Position(f.At.Span.Start).Line
		}
		all = append(all, fmt.Sprintf("%s:%d %s", f.At.Path, line, f.Rule))
	}
	return all
}

// withoutEmpty blanks the empty document that an example begins with: stock OPA
// loads YAML files as data, and merges the first document of each.
func withoutEmpty(text string) string {
	if !strings.HasPrefix(text, "{}") {
		return text
	}
	_, rest, _ := strings.Cut(text, "\n")
	return "\n" + rest
}

// compare tells which findings are missing and which were not wanted.
func compare(t *testing.T, result *lint.Result, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	got, want = slices.Compact(got), slices.Compact(want)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("missing: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("not wanted: %s%s", g, messageAt(result, g))
		}
	}
}

func messageAt(result *lint.Result, at string) string {
	for _, f := range result.Findings {
		file := result.Snapshot.File(f.At.Path)
		if file != nil && fmt.Sprintf("%s:%d %s", f.At.Path, file.Position(f.At.Span.Start).Line, f.Rule) == at {
			return ": " + f.Message
		}
	}
	return ""
}

// checkedInGo says whether a rule is a check of documents themselves.
func checkedInGo(rule string) bool {
	category, _, _ := strings.Cut(rule, "/")
	return category == "document" || category == "schema" || category == "catalog" || category == "source"
}

// TestRulesHaveExamples proves that the set of rules is complete: each has a
// test, a good example without a finding of it, and a bad one whose comments
// say on which line the findings stand.
func TestRulesHaveExamples(t *testing.T) {
	rules, err := fs.Glob(policies.FS, "*/*/rule.rego")
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) < 20 {
		t.Fatalf("%d rules are embedded", len(rules))
	}
	shipped := load(t)
	for _, rule := range rules {
		folder := path.Dir(rule)
		t.Run(folder, func(t *testing.T) {
			if _, err := fs.Stat(policies.FS, folder+"/rule_test.rego"); err != nil {
				t.Errorf("the rule has no test: %v", err)
			}
			for _, example := range []string{"good.yaml", "bad.yaml"} {
				data, err := fs.ReadFile(policies.FS, folder+"/"+example)
				if err != nil {
					t.Errorf("the rule has no %s: %v", example, err)
					continue
				}
				text := withoutEmpty(string(data))
				result := check(t, shipped, source.Memory(map[string]string{example: text}))
				got := found(result, func(id string) bool { return id == folder || checkedInGo(id) })
				want := wanted(example, text)
				compare(t, result, got, want)
				if hasOwn := slices.ContainsFunc(want, func(w string) bool { return strings.HasSuffix(w, " "+folder) }); hasOwn != (example == "bad.yaml") {
					t.Errorf("%s wants its own rule: %v", example, hasOwn)
				}
			}
		})
	}
}

func TestMeridianIsClean(t *testing.T) {
	result := check(t, load(t), worktree(t, "../../examples/meridian"))
	if result.Counts.Documents < 120 {
		t.Errorf("meridian has %d documents", result.Counts.Documents)
	}
	if len(result.Counts.Idle) > 0 {
		t.Errorf("rules that meridian gives nothing to look at: %v", result.Counts.Idle)
	}
	compare(t, result, found(result, func(string) bool { return true }), nil)
}

func TestMeridianBroken(t *testing.T) {
	root := "../../examples/meridian-broken"
	result := check(t, load(t), worktree(t, root))
	var want []string
	for _, e := range result.Snapshot.Entries() {
		if !e.IsYAML() {
			continue
		}
		data, err := os.ReadFile(path.Join(root, e.Path))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, wanted(e.Path, string(data))...)
	}
	if len(want) < 25 {
		t.Errorf("only %d faults are wanted", len(want))
	}
	compare(t, result, found(result, func(string) bool { return true }), want)
}

func worktree(t *testing.T, dir string) *source.Snapshot {
	t.Helper()
	snapshot, err := source.Worktree{Dir: dir}.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}
