package document

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"interlock.dev/interlock/internal/source"
	"pgregory.net/rapid"
)

// hard are texts that a careless writer of YAML would change.
var hard = []string{
	"", " ", "  x", "x ", "\t", "\tx", "x\t", "NO", "no", "y", "on", "017", "0o17", "-0o17", "0x1F", "-0x1F", "1_000", "0b1", "12:30", "190:20:30", "1e3", "1e999", ".inf", ".nan", "-.5", "+1", "12", "-0", "1.", ".", "-", "--", "---", "...", "--- a", "=", "~", "null", "true", "False",
	"- a", "-a", "#x", "a #x", "a#x", "a: b", "a:", ":a", ":", "?", "? a", "[a", "{a", "]", "}", ",", "a, b", "&a", "*a", "!a", "! a", "|", ">", "|-", "%a", "@a", "`a`", "'", "''", "\"", "\"a\"", "it's", "<<", "a\\b", "\\", "\\n",
	"a\nb", "a\n", "\na", "\n", "\n\n", "a\n\n", " a\nb", "a\n b", "a \nb", "a\n\tb", "a\n# b", "a\n- b\n", "a\r\nb", "a\rb", "\r", "a\n \n", "  a\n b\n", "a\n---\nb\n", "a\n...\n", "---\na", "trailing  \n  \n",
	"ümläut", "😀", "e\u0301", "\u00a0", "\u0085", "a\u2028b", "\u2029", "\ufeff", "a\ufeff", "\u200b", "\x00", "\x1b[31m", "\x7f", "\u009b", "\uffff", "\U0010ffff",
	"2026-01-01", "2026-01-01T00:00:00Z", strings.Repeat("long ", 100), strings.Repeat("x", 5000), "key with: colon and # hash", "interlock.dev/v1",
}

func drawNode(t *rapid.T, depth int) *Node {
	kinds := []Kind{Null, Bool, Number, String, String, String}
	if depth > 0 {
		kinds = append(kinds, List, Map, Map)
	}
	n := &Node{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
	text := rapid.OneOf(rapid.SampledFrom(hard), rapid.String().Filter(utf8.ValidString))
	switch n.Kind {
	case Bool:
		n.Text = rapid.SampledFrom([]string{"true", "false"}).Draw(t, "bool")
	case Number:
		n.Text = rapid.SampledFrom([]string{"0", "-0", "1", "-17", "1.10", "0.5", "1e5", "1.0e+5", "1e-7", "12345678901234567890", "9007199254740993", "0.1000000000000000055", "1.5e300"}).Draw(t, "number")
	case String:
		n.Text = text.Draw(t, "text")
	case List:
		for range rapid.IntRange(0, 4).Draw(t, "members") {
			n.Entries = append(n.Entries, Entry{Value: drawNode(t, depth-1)})
		}
	case Map:
		for range rapid.IntRange(0, 4).Draw(t, "fields") {
			if key := text.Draw(t, "key"); n.Get(key) == nil {
				n.Entries = append(n.Entries, Entry{Key: key, Value: drawNode(t, depth-1)})
			}
		}
	}
	return n
}

// reread parses what was written; nothing of it may be a finding.
func reread(t interface{ Fatalf(string, ...any) }, n *Node, written []byte) {
	docs, findings := Parse(source.NewFile("written.yaml", written))
	for _, f := range findings {
		if f.Rule != ruleAmbiguous.ID || !strings.Contains(f.Message, "a number") { // numbers are written as they are
			t.Fatalf("%s: %s in\n%s", f.Rule, f.Message, written)
		}
	}
	if len(docs) != 1 || !Equal(docs[0].Root, n) {
		t.Fatalf("%#v was written as\n%s\nand read as %+v", n.Value(), written, docs)
	}
}

// TestWriteLaw holds that what is written is read again as the same.
func TestWriteLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := &Node{Kind: List, Entries: []Entry{{Value: drawNode(t, 4)}}} // a null alone would be no document
		if n.Entries[0].Value.Kind == Map || n.Entries[0].Value.Kind == String {
			reread(t, n.Entries[0].Value, Write(n.Entries[0].Value, nil))
		}
		reread(t, n, Write(n, nil))
		var paths []string
		written := Write(n, func(at Pointer, leaf *Node) string {
			paths = append(paths, at.String())
			return rapid.SampledFrom([]string{"", "comment", "# marked", "two\nlines", "\r", "umläut: 😀 \u2028", " "}).Draw(t, "comment")
		})
		reread(t, n, written)
	})
}

// TestWriteHard writes each hard text as a value, a key and a member.
func TestWriteHard(t *testing.T) {
	for _, text := range hard {
		leaf := &Node{Kind: String, Text: text}
		n := &Node{Kind: Map, Entries: []Entry{{Key: text, Value: leaf}, {Key: "list!", Value: &Node{Kind: List, Entries: []Entry{{Value: leaf}, {Value: leaf}}}}, {Key: "deep!", Value: &Node{Kind: Map, Entries: []Entry{{Key: text, Value: leaf}, {Key: "end!", Value: leaf}}}}}}
		reread(t, n, Write(n, nil))
		reread(t, n, Write(n, func(at Pointer, leaf *Node) string { return fmt.Sprintf("%v", at) }))
		reread(t, leaf, Write(leaf, nil))
	}
}

// TestWriteGolden holds what written documents look like.
func TestWriteGolden(t *testing.T) {
	const text = `apiVersion: interlock.dev/v1
kind: Workflow
metadata:
  name: campaign-launch
  labels: {}
spec:
  countries:
    - "NO"
    - DE
  "on": yes, it is
  budget: 1.10
  note: |
    two
    lines
  stripped: |-
    two
    lines
  none: null
  steps:
    - name: build
      dependsOn: []
    - name: "017"
`
	root, _ := parseOne(t, text)
	if got := string(Write(root, nil)); got != text {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
	commented := string(Write(root, func(at Pointer, leaf *Node) string {
		if at.String() == "spec.steps[1].name" || at.String() == "metadata.labels" || at.String() == "spec.note" {
			return "set here"
		}
		return ""
	}))
	for _, want := range []string{"  labels: {} # set here\n", "    - name: \"017\" # set here\n", "  note: \"two\\nlines\\n\" # set here\n"} {
		if !strings.Contains(commented, want) {
			t.Errorf("expected %q in\n%s", want, commented)
		}
	}
}

// TestWritePaths holds that the paths that a comment is asked for may be kept.
func TestWritePaths(t *testing.T) {
	root, _ := parseOne(t, "a:\n  b: [1, {c: 2, d: 3}, []]\n  e: 4\nf: {}\n")
	var kept []Pointer
	Write(root, func(at Pointer, _ *Node) string {
		kept = append(kept, at)
		return ""
	})
	var got []string
	for _, at := range kept {
		got = append(got, at.String())
	}
	if want := "a.b[0] a.b[1].c a.b[1].d a.b[2] a.e f"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}
