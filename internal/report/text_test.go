package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// golden compares what was written with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; rewrite with -update):\n%s", path, diff)
	}
}

// tree is a set of files in which places are found by their text.
type tree map[string]*source.File

func newTree(files map[string]string) tree {
	t := tree{}
	for name, text := range files {
		t[name] = source.NewFile(name, []byte(text))
	}
	return t
}

func (t tree) file(path string) *source.File { return t[path] }

// at is the place of the nth occurrence of a text, counted from 1.
func (t tree) at(path, text string, nth int) source.Location {
	from := 0
	for {
		i := strings.Index(string(t[path].Data[from:]), text)
		if i < 0 {
			panic(path + " holds no " + text)
		}
		if nth--; nth == 0 {
			return source.Location{Path: path, Span: source.Span{Start: from + i, End: from + i + len(text)}}
		}
		from += i + 1
	}
}

const (
	requestPath = "regions/emea/localizations/campaign-request.yaml"
	requestYAML = `apiVersion: interlock.dev/v1
kind: Localization
metadata:
  name: campaign-request
  region: emea
  owner: emea-marketing-ops
spec:
  of: {kind: Workflow, name: campaign-request}
  reason: Works councils in three markets must see audience selections before launch.
  set:
    steps:
      - name: audience-review
        serviceLevel: 3d
      - name: works-council-notice
        role: emea-privacy-lead
      - name: qa-review
        serviceLevel: 1d
        gate: advisory
`
	standardPath = "global/standards/campaign-workflows.yaml"
	standardYAML = `apiVersion: interlock.dev/v1
kind: Standard
metadata: {name: campaign-workflows, owner: global-marketing-ops}
spec:
  for: {kind: Workflow, labels: {tier: fundamental}}
  existence: global
  rationale: One way to ask for, check and launch a campaign.
  fields:
    - path: spec.steps[*].gate
      stance: standardize
`
)

// lockedField is the report of the design's sample.
func lockedField() report.Report {
	files := newTree(map[string]string{requestPath: requestYAML, standardPath: standardYAML})
	return report.Report{
		Files: files.file,
		Findings: []finding.Finding{{
			Rule: "standard/locked-field", Severity: finding.Error,
			Message: "emea may not change the gate of step `qa-review`",
			At:      files.at(requestPath, "advisory", 1),
			Label:   "standardized: the base says `blocking`",
			Object:  finding.Object{Kind: "Workflow", Name: "campaign-request"},
			Path:    "spec.steps[qa-review].gate",
			Related: []finding.Related{{At: files.at(standardPath, "path: spec.steps[*].gate", 1), Message: "the standard that governs it"}},
			Owner:   "global-marketing-ops decides; emea may ask for a waiver",
			Why:     "regions add reviewers and time, but never weaken a gate of a fundamental workflow (W4, S1)",
			Help:    "remove line 18, or: interlock new waiver --for standard/locked-field Workflow/campaign-request --region emea",
			Docs:    "docs/rules/standard/locked-field.md",
		}},
		Summary: report.Summary{
			Errors: 1, Files: 143, Documents: 151, Objects: 96, Regions: 14, Rules: 71,
			MatchedNothing: []string{"event/recap-due", "program/metrics-named", "workflow/handover-owner"},
		},
	}
}

// shapes is a report with a finding for each difficulty of laying out a line.
func shapes() report.Report {
	files := newTree(map[string]string{
		"1-tabs.yaml":     "\tname:\tnew\tyork\t# tabs\n",
		"2-wide.yaml":     "metadata:\n  title: 春のキャンペーン 👩‍👩‍👧 東京\n",
		"3-long.yaml":     "spec:\n  rationale: " + strings.Repeat("one way to ask for a campaign, ", 12) + "NEEDLE" + strings.Repeat(", and to launch it", 12) + "\n",
		"4-longest.yaml":  "spec:\n  rationale: \"" + strings.Repeat("x", 400) + "\"\n",
		"5-missing.yaml":  "metadata:\n  name: spring\n  owner:\nspec: {}\n",
		"6-crlf.yaml":     "\uFEFFkind: Program\r\nmetadata:\r\n  name: Spring\r\n",
		"7-block.yaml":    "spec:\n  steps:\n    - name: a\n      role: b\n    - name: c\n",
		"8-end.yaml":      "kind: Program\nmetadata:\n  name: spring\n",
		"9-far.yaml":      "spec:\n  holidays:\n    - {name: a, date: 2027-01-01}\n    # one more\n\n    - {name: b, date: 2027-01-06}\n    - {name: b, date: 2027-05-01}\n",
		"A-first.yaml":    "kind: Porgram\n",
		"B-two.yaml":      "kind: Region\n---\nkind: Regoin\n",
		"C-hostile.yaml":  "title: \x1b[31mred\x1b]8;;http://example.com\x07 \u202Edesrever\u202C \u009b2J zero\u200Bwidth\n",
		"D-combine.yaml":  "title: Zu\u0308rich und Cafe\u0301 ok\n",
		"E-empty.yaml":    "",
		"F-ideograms.yml": "spec: " + strings.Repeat("語", 100) + "X" + strings.Repeat("語", 100) + "\n",
	})
	f := func(path, text string, nth int, message, label string) finding.Finding {
		return finding.Finding{Rule: "shape/" + path[2:strings.Index(path, ".")], Severity: finding.Warning, Message: message, At: files.at(path, text, nth), Label: label}
	}
	point := func(path string, offset int, message, label string) finding.Finding {
		return finding.Finding{Rule: "shape/point", Severity: finding.Info, Message: message, Label: label,
			At: source.Location{Path: path, Span: source.Span{Start: offset, End: offset}}}
	}
	findings := []finding.Finding{
		f("1-tabs.yaml", "new\tyork", 1, "a value that holds tabs", "from tab to tab"),
		f("2-wide.yaml", "👩‍👩‍👧", 1, "a family of one character", "two columns"),
		f("2-wide.yaml", "東京", 1, "a city in two characters", "four columns"),
		f("3-long.yaml", "NEEDLE", 1, "a word in a very long line", "here"),
		f("4-longest.yaml", `"`+strings.Repeat("x", 400)+`"`, 1, "a value longer than any line", "all of it"),
		point("5-missing.yaml", strings.Index("metadata:\n  name: spring\n  owner:\nspec: {}\n", "\nspec"), "an owner is missing", "expected the name of a Team"),
		f("6-crlf.yaml", "kind", 1, "a byte order mark before the first key", "column 1"),
		f("6-crlf.yaml", "Spring", 1, "a line with CR and LF", "no more than the name"),
		f("7-block.yaml", "- name: a\n      role: b\n    - name: c\n", 1, "a list of three lines", "all of them"),
		point("8-end.yaml", 42, "the end of the file", "expected `spec`"),
		point("8-end.yaml", 4200, "beyond the end of the file", ""),
		f("9-far.yaml", "name: b", 2, "a list item below others", "the second `b`"),
		f("A-first.yaml", "Porgram", 1, "a line without context", "did you mean `Program`"),
		f("B-two.yaml", "Regoin", 1, "context ends where the document begins", ""),
		f("C-hostile.yaml", "\u202Edesrever\u202C", 1, "what \x1b[2Jsteers\r\na terminal \xff", "\x1b[0m is shown\u200B"),
		f("D-combine.yaml", "Cafe\u0301", 1, "combining characters", "four columns"),
		point("E-empty.yaml", 0, "an empty file", "nothing here"),
		f("F-ideograms.yml", "X", 1, "a long line of wide characters", "here"),
		{Rule: "source/not-utf8", Severity: finding.Error, Message: "the file is not UTF-8: byte 9 is 0xFC", At: source.Location{Path: "G-latin.yaml", Span: source.Span{Start: 8, End: 9}}, Label: "save it as UTF-8"},
		{Rule: "repository/empty", Severity: finding.Error, Message: "the repository holds no documents", Help: "run `interlock init`,\nor name another folder with -C",
			Related: []finding.Related{{Message: "2 files were ignored"}}},
	}
	r := report.Report{Files: files.file, Findings: findings, Summary: report.Summary{Files: 16, Documents: 16, Objects: 1, Regions: 1, Rules: 1}}
	r.Summary.Count(findings)
	return r
}

// waived is a clean report of which one finding is excused.
func waived() report.Report {
	r := lockedField()
	r.Findings[0].Waiver = "qa-review-emea"
	r.Summary.Count(r.Findings)
	r.Summary.Ignored, r.Summary.Examples = 2, 48
	return r
}

func TestText(t *testing.T) {
	cases := []struct {
		golden  string
		report  report.Report
		options report.Options
	}{
		{"locked-field.txt", lockedField(), report.Options{}},
		{"locked-field-verbose.txt", lockedField(), report.Options{Verbose: true}},
		{"locked-field-narrow.txt", lockedField(), report.Options{Width: 64}},
		{"locked-field-color.txt", lockedField(), report.Options{Color: true}},
		{"shapes.txt", shapes(), report.Options{}},
		{"shapes-narrow.txt", shapes(), report.Options{Width: 40}},
		{"waived.txt", waived(), report.Options{}},
		{"waived-verbose.txt", waived(), report.Options{Verbose: true}},
		{"nothing.txt", report.Report{}, report.Options{}},
	}
	for _, c := range cases {
		t.Run(c.golden, func(t *testing.T) {
			c.report.Options = c.options
			golden(t, c.golden, written(t, report.Text, c.report))
		})
	}
}

func TestColorChangesNoLayout(t *testing.T) {
	for _, r := range []report.Report{lockedField(), shapes(), waived()} {
		plain := string(written(t, report.Text, r))
		r.Options.Color = true
		if diff := cmp.Diff(plain, ansi.Strip(string(written(t, report.Text, r)))); diff != "" {
			t.Errorf("(-plain +colored):\n%s", diff)
		}
	}
}

func written(t *testing.T, format func(io.Writer, report.Report) error, r report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := format(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
