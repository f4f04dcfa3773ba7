package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// dataVariable names the folder of test data published by others. Below it,
// yaml-test-suite/src holds the suite of github.com/yaml/yaml-test-suite.
const dataVariable = "INTERLOCK_TEST_DATA"

// lenient are the invalid inputs of the suite that are read all the same, and why.
var lenient = map[string]string{
	"9C9N":    "the library does not ask that lists in brackets go on indented; what they hold is not in doubt",
	"Y79Y/03": "the same, of a line that is indented by a tab",
	"QB6E":    "the library does not ask that text in quotes goes on indented; what it says is not in doubt",
	"DK95/01": "the same, of a line that is indented by a tab",
	"CVW2":    "the library takes ,# for a comma and a comment",
	"S98Z":    "the library accepts that the blank lines of a block are indented further than its text",
}

// refusals are the valid inputs of the suite that are not read, and what the
// finding says: the library lacks what they show, or we refuse it.
var refusals = map[string]string{
	// Directives and tags of one's own are refused.
	"2LFX": "directive", "6LVF": "directive", "BEC7": "YAML 1.2",
	"5TYM": "tags of one's own", "6CK3": "tags of one's own", "6WLZ": "tags of one's own", "9WXW": "tags of one's own", "C4HZ": "tags of one's own",
	"CC74": "tags of one's own", "P76L": "tags of one's own", "U3C3": "tags of one's own", "Z9M4": "tags of one's own",
	// The library wants text that begins with % at the start of a line to be a directive.
	"M7A3": "begins with `%`", "W4TN": "begins with `%`",
	// It wants keys in braces to be on one line with their colon.
	"4MUZ/00": "not closed", "4MUZ/02": "not closed", "5MUD": "not closed", "9SA2": "not closed", "K3WX": "not closed", "NJ66": "not closed",
	"UT92": "not closed", "VJP3/01": "not closed", "WZ62": "not closed",
	// It takes ? and : in brackets for marks, where YAML 1.2 allows them in text.
	"JR7V": "not closed", "652Z": "`?`", "HM87/01": "`?`", "58MP": "value is missing", "5T43": "value is missing", "DBG4": "value is missing", "HM87/00": "value is missing",
	// It wants spaces where YAML 1.2 allows tabs.
	"6BCT": "a tab", "6CA3": "a tab", "96NN/00": "a tab", "A2M4": "a tab", "DK95/00": "a tab", "DK95/03": "a tab", "DK95/04": "a tab", "Q5MG": "a tab",
	"R4YG": "a tab", "Y79Y/01": "a tab", "Y79Y/10": "a tab",
	// It wants blocks at the top of a document to be indented.
	"DK3J": "ended before this", "FP8R": "ended before this",
	// It allows few characters in the names of anchors.
	"8XYN": "neither an anchor", "W5VH": "neither an anchor", "Y2GN": "name of the anchor", "2SXE": "colon",
	// It lacks the escape of a slash.
	"3UYS": "escape of JSON",
}

// suiteCase is an input with what it holds.
type suiteCase struct {
	id, yaml string
	json     string // the values of its documents, one behind the other
	hasJSON  bool
	invalid  bool
}

// TestSuite reads the inputs of the public test suite of YAML.
func TestSuite(t *testing.T) {
	dir := os.Getenv(dataVariable)
	if dir == "" {
		t.Skipf("set %s to the folder that holds yaml-test-suite (github.com/yaml/yaml-test-suite) to run it; TestSuiteOfOurs runs without", dataVariable)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "yaml-test-suite", "src", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s=%s: no yaml-test-suite/src/*.yaml there (%v)", dataVariable, dir, err)
	}
	seen := map[string]bool{}
	for _, path := range paths {
		for _, c := range suiteCases(t, path) {
			seen[c.id] = true
			t.Run(c.id, func(t *testing.T) { c.check(t) })
		}
	}
	for id := range lenient {
		if !seen[id] {
			t.Errorf("%s is listed as read though invalid, and not in the suite", id)
		}
	}
	for id := range refusals {
		if !seen[id] {
			t.Errorf("%s is listed as refused, and not in the suite", id)
		}
	}
}

// TestSuiteOfOurs holds cases of our own against the same measure.
func TestSuiteOfOurs(t *testing.T) {
	for _, c := range []suiteCase{
		{id: "two documents", yaml: "--- # first\nname: a\n--- second\n", json: `{"name":"a"} "second"`, hasJSON: true},
		{id: "nested", yaml: "steps:\n- name: build\n  needs: [a,\n    b]\n-   - x\n", json: `{"steps":[{"name":"build","needs":["a","b"]},["x"]]}`, hasJSON: true},
		{id: "blocks", yaml: "a: >-\n  b\n\n  c\nd: |+\n  e\n\n", json: `{"a":"b\nc","d":"e\n\n"}`, hasJSON: true},
		{id: "quotes", yaml: "'a': \"\\u00e9\\\n  b\"\n", json: `{"a":"éb"}`, hasJSON: true},
		{id: "aliases", yaml: "a: &x [1]\nb: *x\n", json: `{"a":[1],"b":[1]}`, hasJSON: true},
		{id: "JSON", yaml: "{\"a\": [1, -2.5e+3, true, null, \"\\\"\\n\"]}\n", json: `{"a":[1,-2500,true,null,"\"\n"]}`, hasJSON: true},
		{id: "directive", yaml: "%YAML 1.2\n---\na\n", json: `"a"`, hasJSON: true},
		{id: "not closed", yaml: "a: [b\n", invalid: true},
		{id: "text behind the end", yaml: "[a]\nb: c\n", invalid: true},
		{id: "two values", yaml: "a # comment\nb\n", invalid: true},
		{id: "bad indentation", yaml: "a:\n    b: 1\n  c: 2\n", invalid: true},
		{id: "comment without a space", yaml: "a: 'b'#c\n", invalid: true},
		{id: "directive without a document", yaml: "%YAML 1.2\n", invalid: true},
	} {
		t.Run(c.id, func(t *testing.T) { c.check(t) })
	}
}

func (c suiteCase) check(t *testing.T) {
	t.Helper()
	checkLaws(t, c.yaml)
	docs, findings := Parse(source.NewFile("x.yaml", []byte(c.yaml)))
	var said []string
	for _, f := range findings {
		said = append(said, f.Message)
	}
	reason, known := lenient[c.id]
	if c.invalid {
		if known != (len(findings) == 0) {
			t.Errorf("%q is invalid; findings: %q; listed as read: %q", c.yaml, said, reason)
		}
		return
	}
	if !c.hasJSON {
		return
	}
	refusal, refused := refusals[c.id]
	same := reflect.DeepEqual(c.got(t, docs), c.want(t))
	switch {
	case same && refused:
		t.Errorf("%q is listed as refused, and is read", c.yaml)
	case !same && !refused:
		t.Errorf("%q is\n%v, want\n%v; findings: %q", c.yaml, c.got(t, docs), c.want(t), said)
	case !same && !strings.Contains(strings.Join(said, "\n"), refusal):
		t.Errorf("%q: expected a finding that says %q: %q", c.yaml, refusal, said)
	}
}

// got and want are the values of the documents; both leave out nulls, since
// Parse leaves out documents without content.
func (c suiteCase) got(t *testing.T, docs []*Document) (values []any) {
	for _, d := range docs {
		text, err := json.Marshal(d.Root.Value())
		if err != nil {
			t.Fatalf("%q: %v", c.yaml, err)
		}
		values = append(values, decodeJSON(t, string(text))...)
	}
	return values
}

func (c suiteCase) want(t *testing.T) []any { return decodeJSON(t, c.json) }

func decodeJSON(t *testing.T, text string) (values []any) {
	for decoder := json.NewDecoder(strings.NewReader(text)); ; {
		var v any
		switch err := decoder.Decode(&v); {
		case errors.Is(err, io.EOF):
			return values
		case err != nil:
			t.Fatalf("%q: %v", text, err)
		case v != nil:
			values = append(values, v)
		}
	}
}

// suiteCases reads a file of the suite, which is YAML itself.
func suiteCases(t testing.TB, path string) (cases []suiteCase) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	docs, findings := Parse(source.NewFile(path, data))
	if len(docs) != 1 || docs[0].Root == nil || docs[0].Root.Kind != List {
		t.Fatalf("%s: %v", path, findings)
	}
	for i, e := range docs[0].Root.Entries {
		c := suiteCase{id: strings.TrimSuffix(filepath.Base(path), ".yaml"), yaml: unmark(e.Value.Get("yaml").Str()), invalid: e.Value.Get("fail").IsTrue()}
		if len(docs[0].Root.Entries) > 1 {
			c.id = fmt.Sprintf("%s/%02d", c.id, i)
		}
		if text := e.Value.Get("json"); text != nil && text.Kind == String {
			c.json, c.hasJSON = unmark(text.Text), true
		}
		cases = append(cases, c)
	}
	return cases
}

var tab = regexp.MustCompile("—*»")

// unmark puts the characters back that the suite shows by others.
func unmark(text string) string {
	text = strings.NewReplacer("␣", " ", "↵", "", "←", "\r", "⇔", "\ufeff").Replace(tab.ReplaceAllString(text, "\t"))
	text, _, _ = strings.Cut(text, "∎")
	return text
}
