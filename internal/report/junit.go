package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"interlock.dev/interlock/internal/finding"
)

// JUnit writes the report as JUnit test results: a suite for each category of
// rules, in it a failed test for each finding that weighs enough to fail the
// check, and for each rule without one a test that passed, whose output holds
// what the rule found that weighs less. Findings that a waiver excuses are left
// out. The format knows no lines: the text of a failure names them.
func JUnit(w io.Writer, r Report) error {
	ids := map[string]bool{}
	for _, rule := range r.Rules {
		ids[rule.ID] = true
	}
	found := map[string][]*finding.Finding{}
	for _, i := range r.gravest() {
		f := &r.Findings[i]
		ids[f.Rule] = true
		found[f.Rule] = append(found[f.Rule], f)
	}
	categories := map[string]*junit.Testsuite{}
	var names []string
	for _, id := range sortedKeys(ids) {
		category, _, _ := strings.Cut(id, "/")
		suite := categories[category]
		if suite == nil {
			suite = &junit.Testsuite{Name: "interlock/" + category, Time: "0", ID: len(names)}
			categories[category], names = suite, append(names, category)
		}
		for _, c := range r.testcases(id, found[id]) {
			suite.AddTestcase(c)
		}
	}
	all := junit.Testsuites{Name: "interlock", Time: "0"}
	for _, name := range names {
		all.AddSuite(*categories[name])
	}
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"); err != nil {
		return err
	}
	return all.WriteXML(w)
}

// testcases are the tests of one rule.
func (r Report) testcases(id string, found []*finding.Finding) []junit.Testcase {
	var cases []junit.Testcase
	var lesser strings.Builder
	for _, f := range found {
		if !r.fails(f) {
			lesser.WriteString(r.block(f) + "\n")
			continue
		}
		start, _, _ := r.positions(f.At)
		name := id
		if f.At.Path != "" {
			name = fmt.Sprintf("%s %s:%d:%d", id, r.name(f.At.Path), start.Line, start.Column)
		}
		cases = append(cases, junit.Testcase{
			Name: visible(name), Classname: id, Time: "0",
			Failure: &junit.Result{Message: visible(f.Message), Type: string(f.Severity), Data: r.block(f)},
		})
	}
	if len(cases) == 0 {
		cases = append(cases, junit.Testcase{Name: id, Classname: id, Time: "0"})
	}
	if lesser.Len() > 0 {
		cases[0].SystemOut = &junit.Output{Data: lesser.String()}
	}
	return cases
}

// block is a finding as the text report shows it, without colours.
func (r Report) block(f *finding.Finding) string {
	var b bytes.Buffer
	out := bufio.NewWriter(&b)
	newText(out, Options{}).finding(r, f)
	_ = out.Flush() // into memory
	return b.String()
}
