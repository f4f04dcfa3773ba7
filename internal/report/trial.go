package report

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
)

// Trial is how rules did when they were tried out.
type Trial struct {
	Result  *trial.Result
	Files   func(path string) *source.File // rules and tests, as they are in the repository
	Options Options
}

// TrialText says of each rule how it did; of each failure, which line wanted
// what, and what it got.
func TrialText(w io.Writer, r Trial) error {
	out := bufio.NewWriter(w)
	t := newText(out, r.Options)
	width := 0
	for i := range r.Result.Rules {
		width = max(width, len(r.Result.Rules[i].ID))
	}
	for i := range r.Result.Shared {
		width = max(width, len(r.Result.Shared[i].File))
	}
	for i := range r.Result.Shared {
		s := &r.Result.Shared[i]
		t.tried(s.Failed(), s.File, width, trialParts(s.Tests, nil, s.Coverage))
		t.told(s.Tests)
		t.unreached(s.File, s.Coverage)
		t.failures(r, s.File, nil, s.Tests)
	}
	for i := range r.Result.Rules {
		rule := &r.Result.Rules[i]
		t.tried(rule.Failed(), rule.ID, width, trialParts(rule.Tests, rule.Examples, rule.Coverage))
		for _, f := range rule.Faults {
			t.lacking(f)
		}
		t.told(rule.Tests)
		t.unreached(rule.Folder+"/"+trial.RuleFile, rule.Coverage)
		t.failures(r, rule.ID, rule.Examples, rule.Tests)
	}
	for _, file := range r.Result.Stray {
		t.line(paint(t.look.severity[finding.Error], "FAIL"), "  ", visible(file), "  there is no ", trial.RuleFile, " beside it, and so it shows nothing")
	}
	t.trialSummary(r.Result)
	return out.Flush()
}

func (t *text) tried(failed bool, name string, width int, parts []string) {
	verdict := paint(t.look.added, "ok  ")
	if failed {
		verdict = paint(t.look.severity[finding.Error], "FAIL")
	}
	if t.gap {
		t.line("")
	}
	t.gap = false
	t.line(verdict, "  ", visible(name), strings.Repeat(" ", max(0, width-len(name))), "  ", strings.Join(parts, " · "))
}

func trialParts(tests []policy.Test, examples []trial.Example, coverage policy.Lines) []string {
	parts := []string{}
	if len(tests) > 0 {
		parts = append(parts, counted(len(tests), "test")+" in Rego")
	}
	for i := range examples {
		part := path.Base(examples[i].File.Path)
		if n := examples[i].Wanted; n > 0 {
			part += ", " + counted(n, "finding")
		}
		parts = append(parts, part)
	}
	return append(parts, fmt.Sprintf("%.0f %% of its lines", floor(coverage.Percent())))
}

// floor rounds a share so that only the whole is told as 100.
func floor(percent float64) float64 {
	if percent < 100 && percent > 99 {
		return 99
	}
	return percent
}

func (t *text) lacking(f trial.Fault) {
	word, style := "note", t.look.strong
	if f.Grave {
		word, style = "fail", t.look.severity[finding.Error]
	}
	t.line("      ", paint(style, word), "  ", visible(f.Message))
	t.paragraph("            ", f.Help)
}

// failures tells of each example and test that failed, with the lines.
func (t *text) failures(r Trial, rule string, examples []trial.Example, tests []policy.Test) {
	var list []finding.Finding
	texts := map[string]*source.File{}
	for i := range examples {
		texts[examples[i].File.Path] = examples[i].File
		list = append(list, unkept(&examples[i])...)
	}
	for _, test := range tests {
		if test.Status == policy.TestFailed {
			list = append(list, broken(r, rule, test))
		}
	}
	if len(list) == 0 {
		return
	}
	shown := Report{Options: r.Options, Files: func(name string) *source.File {
		if file := texts[name]; file != nil {
			return file
		}
		return r.Files(name)
	}}
	for i := range list {
		t.line("")
		t.finding(shown, &list[i])
	}
	t.gap = true
}

// unkept says what an example wanted and did not get, and what it got and did not want.
func unkept(e *trial.Example) []finding.Finding {
	var list []finding.Finding
	for _, want := range e.Missing {
		f := finding.Finding{
			Rule: want.Rule, Severity: finding.Error, Message: "the example wants a finding on this line, and there is none",
			At: source.Location{Path: want.File, Span: want.Span}, Label: "wanted here",
			Help: "mend the rule or the example, or move the comment to the line on which the finding stands",
		}
		for _, got := range e.Unwanted {
			if got.Rule == want.Rule {
				f.Related = append(f.Related, finding.Related{At: got.At, Message: "got it here instead: " + got.Message})
			}
		}
		list = append(list, f)
	}
	for _, got := range e.Unwanted {
		if slices.ContainsFunc(e.Missing, func(w trial.Want) bool { return w.Rule == got.Rule }) {
			continue // told above
		}
		got.Message = "the example does not want this finding: " + got.Message
		got.Why, got.Docs, got.Owner = "", "", ""
		got.Help = "mend the rule or the example; if the finding is right, write `# want " + got.Rule + "` on this line"
		list = append(list, got)
	}
	return list
}

// broken is a test in Rego that failed, at the line that did not hold.
func broken(r Trial, rule string, test policy.Test) finding.Finding {
	f := finding.Finding{
		Rule: rule, Severity: finding.Error, Message: "the test `" + test.Name + "` fails",
		At: source.Location{Path: test.File}, Label: test.Message,
	}
	file := r.Files(test.File)
	if file == nil {
		return f
	}
	start := 0
	for range test.At - 1 {
		next := strings.IndexByte(string(file.Data[start:]), '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	line, _, _ := strings.Cut(string(file.Data[start:]), "\n")
	trimmed := strings.TrimSpace(line)
	begin := start + strings.Index(line, trimmed)
	f.At.Span = source.Span{Start: begin, End: begin + len(trimmed)}
	return f
}

// told lists tests one by one, where all is to be told, and those left out always.
func (t *text) told(tests []policy.Test) {
	for _, test := range tests {
		if t.all || test.Status == policy.TestSkipped {
			t.line("      ", fmt.Sprintf("%-7s", test.Status), "  ", visible(test.Name))
		}
	}
}

func (t *text) unreached(file string, lines policy.Lines) {
	if t.all && len(lines.Missed) > 0 {
		t.line("      no test or example reaches ", visible(file), ":", ranges(lines.Missed))
	}
}

// ranges writes numbers in order as 3, 5-7.
func ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := fmt.Sprint(numbers[i])
		if j > i {
			part = fmt.Sprintf("%d-%d", numbers[i], numbers[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func (t *text) trialSummary(r *trial.Result) {
	tests, failing, examples, missed := 0, 0, 0, 0
	count := func(list []policy.Test) {
		tests += len(list)
		for _, test := range list {
			if test.Status == policy.TestFailed {
				failing++
			}
		}
	}
	for i := range r.Rules {
		count(r.Rules[i].Tests)
		examples += len(r.Rules[i].Examples)
		missed += len(r.Rules[i].Coverage.Missed)
	}
	for i := range r.Shared {
		count(r.Shared[i].Tests)
		missed += len(r.Shared[i].Coverage.Missed)
	}
	verdict := paint(t.look.added, counted(len(r.Rules), "rule")+", all as they should be")
	if failed := r.Failed(); failed > 0 {
		verdict = paint(t.look.severity[finding.Error], fmt.Sprintf("%s, %d failed", counted(len(r.Rules), "rule"), failed))
	}
	said := counted(tests, "test") + " in Rego"
	if failing > 0 {
		said += fmt.Sprintf(", %d failed", failing)
	}
	said += " · " + counted(examples, "example")
	if missed > 0 {
		said += " · " + counted(missed, "line") + " that nothing reaches"
		if !t.all {
			said += " (see --verbose)"
		}
	}
	t.line("")
	t.line(verdict, " · ", said)
}

type (
	jsonTrial struct {
		Rules  []jsonTried `json:"rules"`
		Shared []jsonTried `json:"shared"`
		Stray  []string    `json:"stray"` // examples beside which no rule stands
		Failed int         `json:"failed"`
	}
	jsonTried struct {
		Rule     string           `json:"rule,omitempty"`
		File     string           `json:"file"`
		Passed   bool             `json:"passed"`
		Tests    []jsonTest       `json:"tests"`
		Examples []jsonExample    `json:"examples"`
		Coverage jsonLines        `json:"coverage"`
		Faults   []jsonTrialFault `json:"faults"`
	}
	jsonTest struct {
		Name    string `json:"name"`
		File    string `json:"file"`
		Line    int    `json:"line"`
		Status  string `json:"status"` // passed, failed, skipped
		Message string `json:"message,omitempty"`
		At      int    `json:"failedAtLine,omitempty"`
	}
	jsonExample struct {
		File     string      `json:"file"`
		Wanted   int         `json:"wanted"`
		Missing  []jsonPoint `json:"missing"`
		Unwanted []jsonPoint `json:"unwanted"`
	}
	jsonPoint struct {
		Line    int    `json:"line"`
		Rule    string `json:"rule"`
		Message string `json:"message,omitempty"`
	}
	jsonLines struct {
		Percent float64 `json:"percent"`
		Missed  []int   `json:"missed"`
	}
	jsonTrialFault struct {
		Fails   bool   `json:"fails"`
		Message string `json:"message"`
		Help    string `json:"help"`
	}
)

// TrialJSON writes how rules did as one JSON value.
func TrialJSON(w io.Writer, r Trial) error {
	all := jsonTrial{Rules: []jsonTried{}, Shared: []jsonTried{}, Stray: listed(r.Result.Stray), Failed: r.Result.Failed()}
	for i := range r.Result.Rules {
		rule := &r.Result.Rules[i]
		tried := jsonTried{
			Rule: rule.ID, File: rule.Folder + "/" + trial.RuleFile, Passed: !rule.Failed(),
			Tests: jsonTests(rule.Tests), Examples: []jsonExample{}, Coverage: jsonCovered(rule.Coverage), Faults: []jsonTrialFault{},
		}
		for j := range rule.Examples {
			tried.Examples = append(tried.Examples, jsonExampleOf(&rule.Examples[j]))
		}
		for _, f := range rule.Faults {
			tried.Faults = append(tried.Faults, jsonTrialFault{f.Grave, f.Message, f.Help})
		}
		all.Rules = append(all.Rules, tried)
	}
	for i := range r.Result.Shared {
		s := &r.Result.Shared[i]
		all.Shared = append(all.Shared, jsonTried{
			File: s.File, Passed: !s.Failed(), Tests: jsonTests(s.Tests), Examples: []jsonExample{},
			Coverage: jsonCovered(s.Coverage), Faults: []jsonTrialFault{},
		})
	}
	return writeJSON(w, all)
}

func jsonTests(tests []policy.Test) []jsonTest {
	list := make([]jsonTest, len(tests))
	for i, t := range tests {
		list[i] = jsonTest{Name: t.Name, File: t.File, Line: t.Line, Status: t.Status, Message: t.Message, At: t.At}
	}
	return list
}

func jsonCovered(lines policy.Lines) jsonLines {
	missed := lines.Missed
	if missed == nil {
		missed = []int{}
	}
	return jsonLines{Percent: lines.Percent(), Missed: missed}
}

func jsonExampleOf(e *trial.Example) jsonExample {
	out := jsonExample{File: e.File.Path, Wanted: e.Wanted, Missing: []jsonPoint{}, Unwanted: []jsonPoint{}}
	for _, m := range e.Missing {
		out.Missing = append(out.Missing, jsonPoint{Line: m.Line, Rule: m.Rule})
	}
	for _, f := range e.Unwanted {
		out.Unwanted = append(out.Unwanted, jsonPoint{Line: e.File.Position(f.At.Span.Start).Line, Rule: f.Rule, Message: f.Message})
	}
	return out
}

// TrialJUnit writes how rules did as JUnit test results: a suite for each rule.
func TrialJUnit(w io.Writer, r Trial) error {
	var all junit.Testsuites
	for i := range r.Result.Rules {
		rule := &r.Result.Rules[i]
		suite := junit.Testsuite{Name: visible(rule.ID), Time: "0"}
		for _, f := range rule.Faults {
			if f.Grave {
				suite.AddTestcase(trialCase(rule.ID, "is complete", f.Message+"\n"+f.Help, false))
			}
		}
		for j := range rule.Examples {
			e := &rule.Examples[j]
			var lines []string
			for _, m := range e.Missing {
				lines = append(lines, fmt.Sprintf("%s:%d: %s was wanted, and there is none", m.File, m.Line, m.Rule))
			}
			for _, f := range e.Unwanted {
				lines = append(lines, fmt.Sprintf("%s:%d: %s was not wanted: %s", f.At.Path, e.File.Position(f.At.Span.Start).Line, f.Rule, f.Message))
			}
			suite.AddTestcase(trialCase(rule.ID, path.Base(e.File.Path), strings.Join(lines, "\n"), false))
		}
		addTests(&suite, rule.ID, rule.Tests)
		all.AddSuite(suite)
	}
	for i := range r.Result.Shared {
		s := &r.Result.Shared[i]
		suite := junit.Testsuite{Name: visible(s.File), Time: "0"}
		addTests(&suite, s.File, s.Tests)
		all.AddSuite(suite)
	}
	for _, file := range r.Result.Stray {
		suite := junit.Testsuite{Name: visible(file), Time: "0"}
		suite.AddTestcase(trialCase(file, "stands beside a rule", "there is no "+trial.RuleFile+" beside it", false))
		all.AddSuite(suite)
	}
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"); err != nil {
		return err
	}
	return all.WriteXML(w)
}

func addTests(suite *junit.Testsuite, class string, tests []policy.Test) {
	for _, t := range tests {
		failure := ""
		if t.Status == policy.TestFailed {
			failure = fmt.Sprintf("%s:%d: %s", t.File, t.At, t.Message)
		}
		suite.AddTestcase(trialCase(class, t.Name, failure, t.Status == policy.TestSkipped))
	}
}

func trialCase(class, name, failure string, skipped bool) junit.Testcase {
	c := junit.Testcase{Classname: visible(class), Name: visible(name), Time: "0"}
	if failure != "" {
		first, _, _ := strings.Cut(failure, "\n")
		c.Failure = &junit.Result{Message: visible(first), Data: failure}
	}
	if skipped {
		c.Skipped = &junit.Result{Message: "its name begins with todo_"}
	}
	return c
}
