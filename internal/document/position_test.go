package document

import (
	"fmt"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// TestPositions holds the lines and columns of the scalars of a text, as an
// editor counts them.
func TestPositions(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"LF", "a: one\nb:\n  - two\n", "a 1:1, one 1:4, b 2:1, two 3:5"},
		{"CRLF", "a: one\r\nb:\r\n  - two\r\n", "a 1:1, one 1:4, b 2:1, two 3:5"},
		{"no final newline", "a: one\nb: two", "a 1:1, one 1:4, b 2:1, two 2:4"},
		{"byte order mark", "\ufeffa: one\nb: two\n", "a 1:1, one 1:4, b 2:1, two 2:4"},
		{"byte order mark of a later document", "a: one\n...\n\ufeffb: two\n", "a 1:1, one 1:4, b 3:2, two 3:5"},
		{"emoji have one column", "\U0001f600: one\na: \U0001f680\U0001f680 two # x\nb: [\U0001f600, three]\n", "😀 1:1, one 1:4, a 2:1, 🚀🚀 two 2:4, b 3:1, 😀 3:5, three 3:8"},
		{"combining characters have their own", "u\u0308: one\na: [e\u0301, two]\n", "u\u0308 1:1, one 1:5, a 2:1, e\u0301 2:5, two 2:9"},
		{"tabs have one column", "a:\tone\t# x\nb: [\ttwo,\tthree ]\n", "a 1:1, one 1:4, b 2:1, two 2:6, three 2:11"},
		{"behind markers", "--- # x\na: one\n--- two\n---\n\n# y\nb: three\n", "a 2:1, one 2:4, two 3:5, b 7:1, three 7:4"},
		{"quotes and properties", "'a': \"one\"\nb: &x !!str two\nc: *x\n", "a 1:1, one 1:6, b 2:1, two 2:4, c 3:1, two 3:4"},
		{"blocks begin at their mark", "a: |\n  one\nb: two\n", "a 1:1, one\n 1:4, b 3:1, two 3:4"},
		{"long lines", "a: [" + strings.Repeat("x, ", 3000) + "end]\n", "a 1:1, " + columns(3000) + "end 1:9005"},
		{"right to left", "\u05e9\u05dc\u05d5\u05dd: one\n", "שלום 1:1, one 1:7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := source.NewFile("x.yaml", []byte(c.text))
			docs, findings := Parse(file)
			if len(findings) > 0 {
				t.Fatalf("%q: %v", c.text, findings)
			}
			var got []string
			for _, d := range docs {
				got = append(got, places(file, d.Root)...)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, ", "), c.want)
			}
			checkLaws(t, c.text)
		})
	}
}

func columns(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x 1:%d, ", 5+3*i)
	}
	return b.String()
}

func places(file *source.File, n *Node) []string {
	show := func(text string, at source.Span) string {
		p := file.Position(at.Start)
		return fmt.Sprintf("%s %d:%d", text, p.Line, p.Column)
	}
	if n.Kind != Map && n.Kind != List {
		return []string{show(n.Text, n.Span)}
	}
	var all []string
	for _, e := range n.Entries {
		if n.Kind == Map {
			all = append(all, show(e.Key, e.KeyAt))
		}
		all = append(all, places(file, e.Value)...)
	}
	return all
}

// TestSpans holds where values end.
func TestSpans(t *testing.T) {
	for _, c := range []struct{ text, key, want string }{
		{"a: one two # x\n", "a", "one two"},
		{"a: one\n  two\n\nb: c\n", "a", "one\n  two"},
		{"a: 'it''s' # x\n", "a", "'it''s'"},
		{"a: \"x\\\"y\" \n", "a", `"x\"y"`},
		{"a: |\n  one\n\n  two\n\nb: c\n", "a", "|\n  one\n\n  two\n"},
		{"a: |+\n  one\n\n\nb: c\n", "a", "|+\n  one\n\n\n"},
		{"a: >-\r\n  one\r\nb: c\r\n", "a", ">-\r\n  one\r\n"},
		{"a: |\nb: c\n", "a", "|"},
		{"a: [x, {y: z} ] # x\n", "a", "[x, {y: z} ]"},
		{"a: [x, # ]\n  y, ]\n", "a", "[x, # ]\n  y, ]"},
		{"a: {}\n", "a", "{}"},
		{"a:\n  b: c\n  d:\n  - e\n\n\nf: g\n", "a", "b: c\n  d:\n  - e"},
		{"a:\n  b: c\n  b: longer\nf: g\n", "a", "b: c\n  b: longer"},
		{"a: !!map\n  b: c\n", "a", "!!map\n  b: c"},
		{"a: &x [b]\n", "a", "&x [b]"},
		{"a:\n- b:\n    c\n- d:\n", "a", "- b:\n    c\n- d:"},
	} {
		root, _ := parseOne(t, c.text)
		n := root.Get(c.key)
		if got := c.text[n.Span.Start:n.Span.End]; got != c.want {
			t.Errorf("%q: %s ends as %q, want %q", c.text, c.key, got, c.want)
		}
	}
}

// TestRefusedCharacters holds what keeps a document from being read, where it
// stands, and that the documents beside it are read.
func TestRefusedCharacters(t *testing.T) {
	for _, c := range []struct{ name, bad, at, message, instead string }{
		{"NUL", "a: b\x00c", "3:5", "the control character U+0000 is not allowed in YAML", ""},
		{"escape", "a: \x1bred", "3:4", "the control character U+001B is not allowed in YAML", ""},
		{"delete", "a: b\x7f", "3:5", "the control character U+007F is not allowed in YAML", ""},
		{"C1", "a: \u009bx", "3:4", "the control character U+009B is not allowed in YAML", ""},
		{"no character", "a: \uffff", "3:4", "the control character U+FFFF is not allowed in YAML", ""},
		{"lone CR", "a: b # c\rd: e", "3:9", "a carriage return (U+000D) stands here without a line feed: YAML ends the line, editors do not", "\n"},
		{"NEL", "a: b # c\u0085d: e", "3:9", "the line separator U+0085 ends a line for some readers of YAML, and not for others", " "},
		{"LS", "a: \"b\u2028c\"", "3:6", "the line separator U+2028 ends a line for some readers of YAML, and not for others", " "},
		{"PS", "\u2029a: b", "3:1", "the line separator U+2029 ends a line for some readers of YAML, and not for others", " "},
		{"byte order mark inside", "a: b\n\ufeffc: d", "4:1", "a byte order mark (U+FEFF) stands inside of the text, where nobody sees it", ""},
		{"behind emoji", "\U0001f600: b\x01", "3:5", "the control character U+0001 is not allowed in YAML", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "kind: First\n---\n" + c.bad + "\n---\nkind: Third\n"
			file := source.NewFile("x.yaml", []byte(text))
			docs, findings := Parse(file)
			if len(docs) != 3 || docs[0].Kind != "First" || docs[1].Root != nil || docs[2].Kind != "Third" {
				t.Fatalf("%q: the documents are not First, one that cannot be read, Third: %v", text, docs)
			}
			if len(findings) != 1 {
				t.Fatalf("%q: %d findings, want 1: %v", text, len(findings), findings)
			}
			f := findings[0]
			at := file.Position(f.At.Span.Start)
			if got := fmt.Sprintf("%d:%d", at.Line, at.Column); got != c.at || f.Message != c.message || f.Rule != ruleControl.ID || f.Help == "" {
				t.Errorf("%q: %s %s: %s (%s)", text, got, f.Rule, f.Message, f.Help)
			}
			e := f.Fix.Edits[0]
			mended := text[:e.At.Span.Start] + e.New + text[e.At.Span.End:]
			if _, left := Parse(source.NewFile("x.yaml", []byte(mended))); e.New != c.instead || len(left) > 0 {
				t.Errorf("%q: mended to %q: %v", text, mended, left)
			}
		})
	}
}

func TestNotUTF8(t *testing.T) {
	docs, findings := Parse(source.NewFile("x.yaml", []byte("a: b\nc: \xe4\xf6\n")))
	if len(docs) != 0 || len(findings) != 1 || findings[0].At.Span != (source.Span{Start: 8, End: 9}) || findings[0].Message != "the file is not UTF-8: byte 9 is 0xE4" {
		t.Errorf("%v %v", docs, findings)
	}
}
