package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

const lintSchema = "../../docs/reference/lint-output.schema.json"

func TestJSON(t *testing.T) {
	golden(t, "locked-field.json", written(t, report.JSON, lockedField()))
	golden(t, "shapes.json", written(t, report.JSON, shapes()))
	golden(t, "nothing.json", written(t, report.JSON, report.Report{}))
}

func TestJSONFitsItsSchema(t *testing.T) {
	for name, r := range map[string]report.Report{"nothing": {}, "locked-field": lockedField(), "shapes": shapes(), "waived": waived(), "compared": compared()} {
		if err := validate(t, lintSchema, written(t, report.JSON, r)); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
	}
}

// compared is a report on a change, with a place of its base.
func compared() report.Report {
	r := lockedField()
	r.Base = func(path string) *source.File { return source.NewFile(path, []byte("a: b\nc: d\n")) }
	r.Findings = append([]finding.Finding(nil), r.Findings...)
	r.Findings[0].Related = []finding.Related{{At: source.Location{Path: "gone.yaml", Span: source.Span{Start: 8, End: 9}}, Message: "it stood here", Base: true}}
	r.Summary.Base = &report.Base{Name: "main", Revision: strings.Repeat("a1", 20), Changed: 2, Deleted: 1, Obscure: 1, Reached: 12}
	return r
}

// A place of the base is told as such in every format, and no format takes it
// for a place of what is checked.
func TestBasePlaces(t *testing.T) {
	for name, want := range map[string]string{
		"text": "gone.yaml:2:4 at main (a1a1a1a1a1a1)", "json": `"revision": "a1a1`, "sarif": "it stood here (gone.yaml:2 at main",
		"github": "see: it stood here (gone.yaml:2 at main (a1a1a1a1a1a1))", "markdown": "2 at main (a1a1a1a1a1a1)</code> it stood here",
	} {
		if text := string(written(t, report.FormatNamed(name), compared())); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, text)
		}
	}
	for name, want := range map[string]string{
		"markdown": "<br>compared with main (a1a1a1a1a1a1): objects: 2 changed, 1 deleted · 12 effective objects reached · 1 object cannot be compared</sub>\n",
		"sarif":    `"properties":{"base":{"name":"main","revision":"` + strings.Repeat("a1", 20) + `","created":0,"changed":2,"renamed":0,"deleted":1,"obscure":1,"reached":12}}`,
	} {
		if text := string(written(t, report.FormatNamed(name), compared())); !strings.Contains(text, want) {
			t.Errorf("%s does not say what was compared with: it lacks %q:\n%s", name, want, text)
		}
		if text := string(written(t, report.FormatNamed(name), lockedField())); strings.Contains(text, "compared with") || strings.Contains(text, `"base":{`) {
			t.Errorf("%s compares with nothing:\n%s", name, text)
		}
	}
	if text := string(written(t, report.FormatNamed("rdjson"), compared())); strings.Contains(text, "gone.yaml") {
		t.Errorf("rdjson links to a file that is not there:\n%s", text)
	}
}

// What the published schema does not say would not be kept: it refuses an
// output without a field, and one with a field it does not know.
func TestJSONSchemaIsStrict(t *testing.T) {
	text := string(written(t, report.JSON, lockedField()))
	for _, change := range [][2]string{
		{`"severity": "error",`, ``},
		{`"severity": "error"`, `"severity": "grave"`},
		{`"column": 15`, `"column": 0`},
		{`"region": "global"`, `"region": ""`},
		{`"docs":`, `"doc":`},
		{`"regions": 14,`, ``},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Fatalf("the output holds no %s", change[0])
		}
		if validate(t, lintSchema, []byte(changed)) == nil {
			t.Errorf("accepted with %q for %q", change[1], change[0])
		}
	}
}

func validate(t *testing.T, schema string, text []byte) error {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiled, err := compiler.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return err
	}
	return compiled.Validate(value)
}

// Escaping what cannot be seen changes no value.
func TestJSONKeepsText(t *testing.T) {
	const hostile = "a\u202Eb\u0000c\u009Bd\u007Fe\u2028f\U000E0041g\uFEFFh<&>\"\\u0041"
	r := report.Report{Findings: []finding.Finding{{Rule: "a/b", Severity: finding.Error, Message: hostile}}}
	text := written(t, report.JSON, r)
	var back struct{ Findings []struct{ Message string } }
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(hostile, back.Findings[0].Message); diff != "" {
		t.Error(diff)
	}
	requireVisible(t, text)
}

func TestWriterErrorIsReturned(t *testing.T) {
	for _, format := range []func(report.Report) error{
		func(r report.Report) error { return report.Text(full{}, r) },
		func(r report.Report) error { return report.JSON(full{}, r) },
	} {
		if err := format(lockedField()); !errors.Is(err, errFull) {
			t.Errorf("got %v", err)
		}
	}
}

var errFull = errors.New("no space left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// A file that a finding names need not be one of the snapshot.
func TestUnknownFile(t *testing.T) {
	r := report.Report{Findings: []finding.Finding{{
		Rule: "policy/broken", Severity: finding.Error, Message: "the rule does not compile",
		At: source.Location{Path: "policies/a/b/rule.rego", Span: source.Span{Start: 40, End: 50}},
	}}}
	if got := string(written(t, report.Text, r)); !strings.HasPrefix(got, "error[policy/broken]: the rule does not compile\n --> policies/a/b/rule.rego\n\n") {
		t.Errorf("got %s", got)
	}
}
