package report_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

func TestFormatsGolden(t *testing.T) {
	for _, name := range []string{"sarif", "github", "gitlab", "junit", "rdjson", "markdown"} {
		format := report.FormatNamed(name)
		for of, r := range map[string]report.Report{"locked-field": ruled(lockedField()), "shapes": shapes(), "waived": waived(), "nothing": {}} {
			golden(t, of+"."+name, written(t, format, r))
		}
	}
}

func TestFormatNames(t *testing.T) {
	for _, name := range report.Formats() {
		if report.FormatNamed(name) == nil {
			t.Errorf("format %s is listed, and there is none", name)
		}
	}
	if report.FormatNamed("yaml") != nil {
		t.Error("there is a format yaml")
	}
}

// ruled is a report that describes its rules, below a folder of the repository.
func ruled(r report.Report) report.Report {
	r.Rules = []finding.Rule{
		{ID: "standard/locked-field", Title: "What is standard stays", Description: "Some things only work when they are the same.", Severity: finding.Error, Framework: []string{"S1"}, Remedy: "take it back"},
		{ID: "waiver/unused", Title: "Waivers are used", Severity: finding.Info},
	}
	r.Prefix, r.Version = "marketing", "1.2.3"
	r.Summary.Count(r.Findings)
	return r
}

// many is a report of n findings at as many places, one of a hundred grave.
func many(n int) report.Report {
	var body strings.Builder
	for i := range n {
		fmt.Fprintf(&body, "field-%05d: a value that is wrong\n", i)
	}
	files := newTree(map[string]string{"regions/emea/big.yaml": body.String()})
	r := report.Report{Files: files.file}
	for i := range n {
		severity := finding.Warning
		if i%100 == 99 {
			severity = finding.Error
		}
		at := source.Location{Path: "regions/emea/big.yaml", Span: source.Span{Start: i * 35, End: i*35 + 11}}
		r.Findings = append(r.Findings, finding.Finding{
			Rule: fmt.Sprintf("test/rule-%d", i%40), Severity: severity, At: at, Message: fmt.Sprintf("value %d is wrong in this place", i),
			Object: finding.Object{Kind: "Workflow", Region: "emea", Name: fmt.Sprint("w", i)}, Path: "spec.title", Owner: "emea-ops",
			Why: "A sentence that says why this matters to those who read it.", Help: "change the value to one that is allowed",
			Related: []finding.Related{{At: at, Message: "the standard that governs it"}},
		})
	}
	r.Summary.Count(r.Findings)
	return r
}

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Invocations []struct {
			Notes []struct{ Message struct{ Text string } } `json:"toolExecutionNotifications"`
		}
		Results []struct {
			RuleID       string
			RuleIndex    int
			Level        string
			Message      struct{ Text string }
			Fingerprints map[string]string `json:"partialFingerprints"`
			Locations    []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
				}
			}
		}
	}
}

func sarif(t *testing.T, r report.Report) (sarifLog, []byte) {
	t.Helper()
	written := written(t, report.SARIF, r)
	var log sarifLog
	if err := json.Unmarshal(written, &log); err != nil {
		t.Fatal(err)
	}
	return log, written
}

// The schema of OASIS, where a machine has it: INTERLOCK_TEST_DATA names a
// folder that holds sarif/sarif-schema-2.1.0.json.
func TestSARIFFitsTheSchema(t *testing.T) {
	data := os.Getenv("INTERLOCK_TEST_DATA")
	if data == "" {
		t.Log("INTERLOCK_TEST_DATA is not set: the schema of SARIF is not here, only its own checks are made")
	}
	for name, r := range map[string]report.Report{"nothing": {}, "locked-field": ruled(lockedField()), "shapes": shapes(), "waived": waived(), "many": many(200), "compared": compared()} {
		log, written := sarif(t, r)
		if data != "" {
			if err := validate(t, filepath.Join(data, "sarif", "sarif-schema-2.1.0.json"), written); err != nil {
				t.Errorf("%s: %#v", name, err)
			}
		}
		for _, result := range log.Runs[0].Results {
			if id := log.Runs[0].Tool.Driver.Rules[result.RuleIndex].ID; id != result.RuleID {
				t.Errorf("%s: a result of %s points at the rule %s", name, result.RuleID, id)
			}
			if len(result.Locations) != 1 {
				t.Fatalf("%s: a result has %d places", name, len(result.Locations))
			}
			place := result.Locations[0].PhysicalLocation
			if place.ArtifactLocation.URI == "" || place.Region.StartLine < 1 || place.Region.EndLine != place.Region.StartLine || place.Region.EndColumn < place.Region.StartColumn {
				t.Errorf("%s: a result stands at %+v", name, place)
			}
		}
	}
}

// GitHub refuses a run of more than 25,000 results or 10 MB: the gravest are kept.
func TestSARIFLimits(t *testing.T) {
	log, written := sarif(t, many(30_000))
	run := log.Runs[0]
	if len(run.Results) != 25_000 {
		t.Fatalf("%d results", len(run.Results))
	}
	grave, prints := 0, map[string]bool{}
	for _, result := range run.Results {
		if result.Level == "error" {
			grave++
		}
		prints[result.Fingerprints["interlock/v1"]] = true
	}
	if grave != 300 {
		t.Errorf("%d of 300 errors are kept", grave)
	}
	if len(prints) != 25_000 {
		t.Errorf("%d fingerprints of 25000 results", len(prints))
	}
	if text := run.Invocations[0].Notes[0].Message.Text; !strings.Contains(text, "5000 findings") {
		t.Errorf("the notification says %q", text)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(written)
	_ = z.Close()
	if zipped.Len() > 10_000_000 {
		t.Errorf("%d bytes, compressed", zipped.Len())
	}
}

// A fingerprint stays when the finding moves to another line, and changes when
// the value does.
func TestFingerprintsKeepToTheFinding(t *testing.T) {
	prints := func(r report.Report) string {
		log, _ := sarif(t, r)
		return log.Runs[0].Results[0].Fingerprints["interlock/v1"]
	}
	at := func(text, word string) report.Report {
		files := newTree(map[string]string{"a.yaml": text})
		return report.Report{Files: files.file, Findings: []finding.Finding{{
			Rule: "a/b", Severity: finding.Error, Message: "wrong", At: files.at("a.yaml", word, 1),
			Object: finding.Object{Kind: "Team", Region: "global", Name: "x"}, Path: "spec.title",
		}}}
	}
	first := prints(at("title: wrong\n", "wrong"))
	if moved := prints(at("# a comment\n\ntitle: wrong\n", "wrong")); moved != first {
		t.Error("another line, another fingerprint")
	}
	if changed := prints(at("title: false\n", "false")); changed == first {
		t.Error("another value, the same fingerprint")
	}
}

func TestGitHubLimits(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(written(t, report.GitHub, many(30_000)))), "\n")
	count := map[string]int{}
	for _, line := range lines {
		command, _, _ := strings.Cut(strings.TrimPrefix(line, "::"), " ")
		count[command]++
	}
	if count["error"] != 10 || count["warning"] != 10 || len(count) != 2 {
		t.Errorf("annotations: %v", count)
	}
	if last := lines[9]; !strings.Contains(last, "291 findings of this level more") {
		t.Errorf("the tenth error says %q", last)
	}
}

// Whatever the texts hold, each line is one command of ours, and gives back the
// texts that went in.
func TestGitHubLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		var b bytes.Buffer
		if err := report.GitHub(&b, r); err != nil {
			t.Fatal(err)
		}
		requireVisible(t, b.Bytes())
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != len(r.Findings) {
			t.Fatalf("%d lines for %d findings:\n%s", len(lines), len(r.Findings), b.String())
		}
		for _, line := range lines {
			rest, ok := strings.CutPrefix(line, "::")
			if !ok {
				t.Fatalf("no command: %q", line)
			}
			properties, _, ok := strings.Cut(rest, "::")
			_, properties, _ = strings.Cut(properties, " ")
			if !ok {
				t.Fatalf("no text: %q", line)
			}
			for _, property := range strings.Split(properties, ",") {
				name, _, _ := strings.Cut(property, "=")
				if !strings.Contains(" file line endLine col endColumn title ", " "+name+" ") {
					t.Fatalf("a property %q in %q", name, line)
				}
			}
		}
	})
}

// The rules of GitLab's Code Quality report, as its documentation gives them.
func TestGitLabLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		var b bytes.Buffer
		if err := report.GitLab(&b, r); err != nil {
			t.Fatal(err)
		}
		requireVisible(t, b.Bytes())
		decoder := json.NewDecoder(&b)
		decoder.DisallowUnknownFields()
		var issues []struct {
			Description string `json:"description"`
			Check       string `json:"check_name"`
			Fingerprint string `json:"fingerprint"`
			Severity    string `json:"severity"`
			Location    struct {
				Path  string `json:"path"`
				Lines struct {
					Begin int `json:"begin"`
				} `json:"lines"`
			} `json:"location"`
		}
		if err := decoder.Decode(&issues); err != nil {
			t.Fatal(err)
		}
		prints := map[string]bool{}
		for _, issue := range issues {
			if issue.Check == "" || issue.Fingerprint == "" || prints[issue.Fingerprint] || issue.Location.Path == "" || issue.Location.Lines.Begin < 1 {
				t.Fatalf("%+v", issue)
			}
			if !strings.Contains(" info minor major critical blocker ", " "+issue.Severity+" ") {
				t.Fatalf("severity %q", issue.Severity)
			}
			prints[issue.Fingerprint] = true
		}
	})
}

// Whatever the texts hold: well-formed XML, with numbers that are right.
func TestJUnitLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		r.Rules = []finding.Rule{{ID: "a/b"}, {ID: "a/c"}, {ID: "d/e"}}
		r.FailOn = rapid.SampledFrom([]finding.Severity{"", finding.Warning, finding.Info}).Draw(t, "level")
		var b bytes.Buffer
		if err := report.JUnit(&b, r); err != nil {
			t.Fatal(err)
		}
		var suites struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Suites   []struct {
				Name     string `xml:"name,attr"`
				Tests    int    `xml:"tests,attr"`
				Failures int    `xml:"failures,attr"`
				Cases    []struct {
					Name    string `xml:"name,attr"`
					Class   string `xml:"classname,attr"`
					Failure *struct {
						Text string `xml:",chardata"`
					} `xml:"failure"`
				} `xml:"testcase"`
			} `xml:"testsuite"`
		}
		if err := xml.Unmarshal(b.Bytes(), &suites); err != nil {
			t.Fatalf("%v:\n%s", err, b.String())
		}
		failing := 0
		for i := range r.Findings {
			if report.Fails(&r.Findings[i], r.FailOn) {
				failing++
			}
		}
		tests, failures := 0, 0
		for _, suite := range suites.Suites {
			failed := 0
			for _, c := range suite.Cases {
				if c.Name == "" || c.Class == "" {
					t.Fatalf("a test without a name:\n%s", b.String())
				}
				if c.Failure != nil {
					failed++
				}
			}
			if len(suite.Cases) != suite.Tests || failed != suite.Failures {
				t.Fatalf("suite %s: %d tests, %d failed; it says %d and %d", suite.Name, len(suite.Cases), failed, suite.Tests, suite.Failures)
			}
			tests, failures = tests+suite.Tests, failures+failed
		}
		if failures != failing || suites.Failures != failing || suites.Tests != tests {
			t.Fatalf("%d findings fail, %d tests of %d do; the whole says %d of %d", failing, failures, tests, suites.Failures, suites.Tests)
		}
	})
}

func TestRDJSONCountsBytes(t *testing.T) {
	files := newTree(map[string]string{"ä.yaml": "# größe\ntitle: über 👩‍👩‍👧 NO\n"})
	r := report.Report{Files: files.file, Findings: []finding.Finding{{Rule: "a/b", Severity: finding.Warning, Message: "m", At: files.at("ä.yaml", "NO", 1)}}}
	var out struct {
		Diagnostics []struct {
			Location struct {
				Path  string
				Range struct{ Start, End struct{ Line, Column int } }
			}
		}
	}
	if err := json.Unmarshal(written(t, report.RDJSON, r), &out); err != nil {
		t.Fatal(err)
	}
	line := "title: über 👩‍👩‍👧 NO"
	got := out.Diagnostics[0].Location
	if want := strings.Index(line, "NO") + 1; got.Range.Start.Line != 2 || got.Range.Start.Column != want || got.Range.End.Column != want+2 {
		t.Errorf("%+v, want column %d", got, want)
	}
}

// A comment fits, and says what it leaves out.
func TestMarkdownLimits(t *testing.T) {
	r := many(30_000)
	for i := range r.Findings { // no two of one cause
		r.Findings[i].Related = nil
	}
	comment := string(written(t, report.Markdown, r))
	if n := utf8.RuneCountInString(comment); n > 65_535 || n < 50_000 {
		t.Errorf("%d characters", n)
	}
	if !strings.Contains(comment, "do not fit here") {
		t.Error("nothing says that findings are left out")
	}
	if first := strings.Index(comment, "🟠"); first >= 0 && strings.Contains(comment[first:], "🔴") {
		t.Error("a warning stands before an error")
	}
}

// One cause, one entry: forty regions against one line of a standard.
func TestMarkdownGroupsByCause(t *testing.T) {
	r := many(40)
	for i := range r.Findings {
		r.Findings[i].Rule = "standard/out-of-bounds"
		r.Findings[i].Related = []finding.Related{{At: source.Location{Path: "global/standard.yaml", Span: source.Span{Start: 10, End: 20}}, Message: "the standard"}}
	}
	comment := string(written(t, report.Markdown, r))
	if n := strings.Count(comment, "<details>"); n != 1 {
		t.Errorf("%d entries", n)
	}
	if !strings.Contains(comment, "and 39 more of this cause") || !strings.Contains(comment, "and 20 more\n") {
		t.Errorf("%s", comment)
	}
}

// hostile are texts that would mean something in Markdown, HTML or on a forge.
var hostile = []string{
	"**b**", "_i_", "~~s~~", "`c`", "``", "[l](https://e.example)", "![p](https://e.example/x.png)", "<img src=x onerror=alert(1)>", "</details>", "<!--", "-->",
	"@octocat", "#12", "https://e.example/x", "www.e.example", "a@e.example", "\n\n# head", "\n- list", "\n```\n", "&lt;b&gt;", "&#64;", "\\*", "| a |", "$x$", ":smile:", "<https://e.example>", "~~~",
}

// Whatever a message says, it stays text: read as GitHub does, a comment holds
// no link, picture, emphasis, heading or element that is not ours.
func TestMarkdownLaws(t *testing.T) {
	reader := goldmark.New(goldmark.WithExtensions(extension.GFM))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(hostile), rapid.SampledFrom(awkward), rapid.StringN(0, 8, 16)), 0, 12)
		say := func(label string) string {
			return strings.Join(words.Draw(t, label), rapid.SampledFrom([]string{"", " "}).Draw(t, label+" between"))
		}
		files := newTree(map[string]string{"a.yaml": say("file")})
		at := source.Location{Path: rapid.SampledFrom([]string{"a.yaml", say("path")}).Draw(t, "where"), Span: source.Span{End: 5}}
		f := finding.Finding{Rule: "a/b", Severity: finding.Error, Message: say("message"), At: at, Why: say("why"), Help: say("help"), Owner: say("owner"),
			Object: finding.Object{Kind: "Team", Name: say("name")}, Path: say("path in it"), Related: []finding.Related{{At: at, Message: say("related")}}}
		g := f
		g.Rule = "a/c"
		base := &report.Base{Name: say("base"), Revision: strings.Repeat("a1", 20)}
		var b bytes.Buffer
		if err := report.Markdown(&b, report.Report{Files: files.file, Findings: []finding.Finding{f, g}, Summary: report.Summary{Base: base}}); err != nil {
			t.Fatal(err)
		}
		comment := b.Bytes()
		for _, word := range []string{"@octocat", "#12", "https://", "www.e.", ":smile:"} {
			for _, line := range outsideFences(b.String()) {
				if strings.Contains(entity.ReplaceAllString(line, "\x00"), word) {
					t.Fatalf("%q stands in %q", word, line)
				}
			}
		}
		tree := reader.Parser().Parse(text.NewReader(comment))
		_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *ast.Link, *ast.Image, *ast.AutoLink, *ast.CodeSpan, *ast.CodeBlock:
				t.Fatalf("%s in:\n%s", n.Kind(), comment)
			case *ast.Heading:
				if n.Level != 3 {
					t.Fatalf("a heading of level %d in:\n%s", n.Level, comment)
				}
			case *ast.RawHTML:
				segment := n.Segments.At(0)
				requireOurs(t, string(segment.Value(comment)), comment)
			}
			return ast.WalkContinue, nil
		})
	})
}

// requireOurs wants an element to be one that a comment is made of.
func requireOurs(t *rapid.T, element string, comment []byte) {
	t.Helper()
	switch element {
	case "<code>", "</code>", "<i>", "</i>", "<sub>", "</sub>", "<br>", "<summary>", "</summary>", "<details>", "</details>":
		return
	}
	t.Fatalf("element %q in:\n%s", element, comment)
}

// entity is a character as inert text writes it.
var entity = regexp.MustCompile(`&#[0-9]+;`)

// outsideFences are the lines that stand in no fenced block.
func outsideFences(comment string) []string {
	var lines []string
	fence := ""
	for _, line := range strings.Split(comment, "\n") {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(marks) >= 3:
			fence = marks
		case fence != "" && line == fence:
			fence = ""
		case fence == "":
			lines = append(lines, line)
		}
	}
	return lines
}
