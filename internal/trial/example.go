package trial

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
)

// Example is how the trial of an example went.
type Example struct {
	File     *source.File
	Wanted   int // findings that it wants
	Missing  []Want
	Unwanted []finding.Finding

	wantsOwn bool
}

// Want is a finding that a file wants, by a comment `# want RULE` on its line.
type Want struct {
	File string
	Line int
	Rule string
	Span source.Span // of the comment
}

// wantComment is a comment that wants findings of one or more rules.
func wantComment() *regexp.Regexp {
	return regexp.MustCompile(`#.*\bwant ((?:[a-z0-9-]+/[a-z0-9-]+ ?)+)`)
}

// Wanted reads what a file wants.
func Wanted(file *source.File) []Want {
	var all []Want
	comment := wantComment()
	start := 0
	for i, line := range bytes.Split(file.Data, []byte("\n")) {
		if m := comment.FindSubmatchIndex(line); m != nil {
			end := len(bytes.TrimRight(line, " \t\r"))
			for _, rule := range strings.Fields(string(line[m[2]:m[3]])) {
				all = append(all, Want{File: file.Path, Line: i + 1, Rule: rule, Span: source.Span{Start: start + m[0], End: start + end}})
			}
		}
		start += len(line) + 1
	}
	return all
}

// Compare tells which findings are wanted and were not found, and which were
// found and are not wanted. Those that a waiver excuses, and those of rules that
// do not count, are left out. Several findings of a rule on one line are one.
func Compare(result *lint.Result, wants []Want, counts func(rule string) bool) (missing []Want, unwanted []finding.Finding) {
	type place struct {
		file, rule string
		line       int
	}
	found, wanted := map[place]bool{}, map[place]bool{}
	for _, w := range wants {
		wanted[place{w.File, w.Rule, w.Line}] = true
	}
	for _, f := range result.Findings {
		if f.Waiver != "" || !counts(f.Rule) {
			continue
		}
		at := place{f.At.Path, f.Rule, 1}
		if file := result.Snapshot.File(f.At.Path); file != nil {
			at.line = file.Position(f.At.Span.Start).Line
		}
		if !wanted[at] {
			unwanted = append(unwanted, f)
		}
		found[at] = true
	}
	for _, w := range wants {
		if !found[place{w.File, w.Rule, w.Line}] {
			missing = append(missing, w)
		}
	}
	return missing, unwanted
}

// InGo says whether a rule is a check of documents themselves, made in Go.
func InGo(rule string) bool {
	category, _, _ := strings.Cut(rule, "/")
	return category == "document" || category == "schema" || category == "catalog" || category == "source"
}

// example checks an example with all rules, and looks at what its own and the
// checks made in Go say: other rules have examples of their own.
func (s Suite) example(ctx context.Context, id string, file *source.File, coverage *policy.Coverage) (Example, error) {
	readable := source.NewFile(file.Path, withoutEmpty(file.Data))
	name := path.Base(file.Path)
	checker := lint.Checker{Shipped: s.Shipped, Date: Day, Coverage: coverage}
	if base := s.file(path.Join(path.Dir(file.Path), Base)); base != nil {
		checker.Base = source.Memory(map[string]string{name: string(withoutEmpty(base.Data))})
	}
	result, err := checker.Check(ctx, source.Memory(map[string]string{name: string(readable.Data)}))
	if err != nil {
		return Example{}, fmt.Errorf("%s: the example cannot be checked: %w", file.Path, err)
	}
	wants := Wanted(source.NewFile(name, readable.Data))
	e := Example{File: readable, Wanted: len(wants)}
	e.wantsOwn = slices.ContainsFunc(wants, func(w Want) bool { return w.Rule == id })
	e.Missing, e.Unwanted = Compare(result, wants, func(rule string) bool { return rule == id || InGo(rule) })
	// People know the file by its path in their repository.
	for i := range e.Missing {
		e.Missing[i].File = file.Path
	}
	for i := range e.Unwanted {
		e.Unwanted[i].At.Path = file.Path
		for j := range e.Unwanted[i].Related {
			e.Unwanted[i].Related[j].At.Path = file.Path
			if e.Unwanted[i].Related[j].Base {
				e.Unwanted[i].Related[j].At.Path = path.Join(path.Dir(file.Path), Base)
			}
		}
	}
	return e, nil
}

// withoutEmpty blanks the empty document that an example begins with: stock OPA
// loads YAML files as data, and merges the first document of each.
func withoutEmpty(text []byte) []byte {
	if !bytes.HasPrefix(text, []byte("{}")) {
		return text
	}
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	return append([]byte("\n"), rest...)
}
