package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// FuzzSpans holds the laws of places over any input: nothing panics, a child's
// span lies within its parent's, and the text of a scalar's span, parsed
// alone, gives its value.
func FuzzSpans(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, text) })
}

func seeds(t testing.TB) []string {
	texts := []string{
		"a: 1\nb: [x, 'y''z', \"q\\\"\", {c: d}]\n",
		"a: |\n  one\n   two\n\n\nb: >-\n  folded\n  text\n",
		"a: &x {b: c}\nd: *x\ne: [*x, *x]\n",
		"--- # comment\n\na: b\n...\n# more\n---\n- 1\n- - 2\n  - ~\n",
		"\ufeffa: \u00fcml\u00e4ut \U0001f600 x # c\nb:\r\n  - c\r\n",
		"a: plain\n  that goes\n\n  on # comment\nb: !!str 12\nc: ! 12\n? d\n: e\n",
		"a: |2\n    x\n   y\n", "[a: b, ? c : d, e]", "{a, b: , c: }\n", "a:\n- b\n-\n- c:\n", "a: |+\n  x\n\n\n", "- |\n\n", "a: >\n\n\n b\n\n c\n",
		"\"a\": 'b\n  c'\n", "a: b\u2028c\n", "a: \"x\u0085y\"\n", "*a: b", "&a a: *a", "a: &b\nc: d\n", "? [a]\n: b\n", "a: !!map {}\nb: !<tag:yaml.org,2002:str> x\n",
		"%YAML 1.2\n--- >+\n a\n\n...\n--- !!int 0x1F\n", "a: &x ! 1\nb: !!null\n&y c: *x\n!!str d: &z\n", "[a, b]\nc: d\n", "- |\n a\n  ", "a: [?b, -, *x]#c\n", "{a: 'b'# c\n", "a: 1e999\nb: -.5\nNO: on\n<<: x\n",
		"a: b\rc: d\n", "a: |-2 # x\n    b\n   c\n", "? |\n  a\n: - b\n  - ? c\n", "'a\n\n  b': \"c\\\n  d\\/\"\n", "&a [&b {c: *a}]\n",
	}
	paths, err := filepath.Glob("testdata/findings/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	if dir := os.Getenv(dataVariable); dir != "" {
		paths, _ := filepath.Glob(filepath.Join(dir, "yaml-test-suite", "src", "*.yaml"))
		for _, path := range paths {
			for _, c := range suiteCases(t, path) {
				texts = append(texts, c.yaml)
			}
		}
	}
	return texts
}

func TestLawsOnSeeds(t *testing.T) {
	for _, text := range seeds(t) {
		checkLaws(t, text)
	}
}

func checkLaws(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		return // package source does not hand over such files
	}
	file := source.NewFile("x.yaml", []byte(text))
	docs, findings := Parse(file)
	for _, f := range findings {
		if at := f.At.Span; at.Start < 0 || at.End < at.Start || at.End > len(text) || f.Message == "" || f.Help == "" {
			t.Fatalf("%q: %v is no place, or %q no message", text, at, f.Message)
		}
	}
	for _, d := range docs {
		if d.Root == nil {
			if len(findings) == 0 {
				t.Fatalf("%q: a document was not read, without a finding", text)
			}
			continue
		}
		if !d.Span.Contains(d.Root.Span) {
			t.Fatalf("%q: root %v is not within its document %v", text, d.Root.Span, d.Span)
		}
		checkNode(t, file, d.Root, nil)
	}
}

func checkNode(t *testing.T, file *source.File, n, parent *Node) {
	t.Helper()
	text := string(file.Data)
	if n.Span.Start < 0 || n.Span.End < n.Span.Start || n.Span.End > len(text) {
		t.Fatalf("%q: span %v of %q is none", text, n.Span, n.Text)
	}
	if parent != nil && !parent.Span.Contains(n.Span) {
		t.Fatalf("%q: %s %v is not within its parent's %v", text, n.Kind, n.Span, parent.Span)
	}
	if n.Anchor != nil {
		return // its members stand at the anchor
	}
	if n.Kind == Map || n.Kind == List {
		for i := range n.Entries {
			e := &n.Entries[i]
			if n.Kind == Map && !n.Span.Contains(e.KeyAt) {
				t.Fatalf("%q: key %q %v is not within %v", text, e.Key, e.KeyAt, n.Span)
			}
			checkNode(t, file, e.Value, n)
		}
		return
	}
	alone := text[n.Span.Start:n.Span.End]
	if got, ok := scalarAlone(alone, n); !ok {
		t.Fatalf("%q: the text %q at %v, parsed alone, gives %q and not %s %q", text, alone, n.Span, got, n.Kind, n.Text)
	}
}

// scalarAlone parses the text of a scalar's span by itself; where that would be
// read as a marker of documents, or stood in brackets, in that setting.
func scalarAlone(alone string, n *Node) (string, bool) {
	got := ""
	for i, setting := range []string{"%s", " %s", "[%s]", "[%s\n]"} {
		value, ok := scalarIn(fmt.Sprintf(setting, alone), n)
		if ok {
			return value, true
		}
		if i == 0 {
			got = value
		}
	}
	return got, hasIndicator(alone)
}

func scalarIn(text string, n *Node) (string, bool) {
	docs, findings := Parse(source.NewFile("alone.yaml", []byte(text)))
	if len(docs) == 0 {
		return "", n.Kind == Null
	}
	alone := docs[0].Root
	if alone == nil {
		return findings[0].Message, false
	}
	if alone.Kind == List && len(alone.Entries) == 1 {
		alone = alone.Entries[0].Value
	}
	return alone.Text, len(docs) == 1 && alone.Kind == n.Kind && alone.Text == n.Text
}

func hasIndicator(alone string) bool {
	header, _, _ := strings.Cut(alone, "\n")
	return strings.ContainsAny(header, "|>") && strings.ContainsAny(header, "123456789")
}

func parseOne(t *testing.T, text string) (*Node, []finding.Finding) {
	t.Helper()
	docs, findings := Parse(source.NewFile("x.yaml", []byte(text)))
	if len(docs) != 1 {
		t.Fatalf("%q: %d documents, want 1", text, len(docs))
	}
	return docs[0].Root, findings
}
