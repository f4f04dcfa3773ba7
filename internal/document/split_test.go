package document

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/source"
)

// TestSplit holds where the documents of a stream begin and end.
func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"none", "", nil},
		{"comments only", "# a\n\n  # b\n", nil},
		{"one", "a: b\n", []string{"a: b\n"}},
		{"comment behind the marker", "--- # first\na: b\n--- # second\nc: d\n", []string{"--- # first\na: b\n", "--- # second\nc: d\n"}},
		{"text behind the marker", "--- text\n--- {a: b}\n---\ttab\n", []string{"--- text\n", "--- {a: b}\n", "---\ttab\n"}},
		{"blank lines and comments after the marker", "---\n\n# a\n\na: b\n---\n# nothing\n---\nc: d\n", []string{"---\n\n# a\n\na: b\n", "---\n# nothing\n", "---\nc: d\n"}},
		{"comments before the marker belong to what it begins", "# a\n---\nb: c\n", []string{"# a\n---\nb: c\n"}},
		{"no marker at first", "a: b\n---\nc: d\n", []string{"a: b\n", "---\nc: d\n"}},
		{"inside of a block", "a: |\n  ---\n  ...\nb: c\n", []string{"a: |\n  ---\n  ...\nb: c\n"}},
		{"inside of quotes, indented", "a: \"b\n  --- c\"\n", []string{"a: \"b\n  --- c\"\n"}},
		{"inside of a word", "---a: b\n----\n...c: d\n", []string{"---a: b\n----\n...c: d\n"}},
		{"ends", "a: b\n...\nc: d\n... # more\n# e\n...\n", []string{"a: b\n...\n", "c: d\n... # more\n"}},
		{"end with text behind it is none", "a: b\n... c\n", []string{"a: b\n... c\n"}},
		{"directives", "%YAML 1.2\n---\na: b\n...\n# x\n%YAML 1.2\n--- c\n", []string{"%YAML 1.2\n---\na: b\n...\n", "# x\n%YAML 1.2\n--- c\n"}},
		{"directives without a document", "a: b\n...\n%YAML 1.2\n", []string{"a: b\n...\n", "%YAML 1.2\n"}},
		{"byte order marks", "\ufeff---\na: b\n...\n\ufeff--- c\n", []string{"\ufeff---\na: b\n...\n", "\ufeff--- c\n"}},
		{"CRLF", "---\r\na: b\r\n...\r\n--- c\r\n", []string{"---\r\na: b\r\n...\r\n", "--- c\r\n"}},
		{"no final newline", "a: b\n---", []string{"a: b\n", "---"}},
	} {
		var got []string
		for _, span := range split([]byte(c.text)) {
			got = append(got, c.text[span.Start:span.End])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q\n got %q\nwant %q", c.name, c.text, got, c.want)
		}
	}
}

// TestStreams reads documents beside others that are blank or broken.
func TestStreams(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"--- # comment\nkind: A\n---\n# blank\n---\n--- # also\n---\nkind: B\n...\n", "A B"},
		{"kind: A\n---\nkind: B: C\n---\nkind: D\n", "A ?B: D"},
		{"kind: A\n---\nkind: \"B\n---\nkind: D\n", "A ?B D"},
		{"kind: [\n---\n- x\n---\ntext\n---\n~\n", "?[   "},
		{"kind: A\n---\nkind: B\x00\n---\nkind: C\n", "A ?B\x00 C"},
	} {
		docs, findings := Parse(source.NewFile("x.yaml", []byte(c.text)))
		var got []string
		broken := 0
		for _, d := range docs {
			if d.Root == nil {
				broken++
				got = append(got, "?"+d.Kind)
				continue
			}
			got = append(got, d.Kind)
		}
		if strings.Join(got, " ") != c.want || broken != len(findings) {
			t.Errorf("%q gives %q with %d findings, want %q", c.text, strings.Join(got, " "), len(findings), c.want)
		}
	}
}

// FuzzSplit compares the documents of a stream with those that the library
// finds, where both can read all of it.
func FuzzSplit(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	for _, text := range []string{
		"--- # a\nb\n--- c\n", "---\n---\n", "a\n...\n---\nb\n", "---\n# a\n--- |\n b\n ---\n--- >-\n c\n", "--- \"a\n b\"\n---\t\n--- &x\n--- *x\n",
		"\ufeff--- a\n--- b", "--- {a: b}\n--- [c]\n...\n...\n---\n", "--- a\r\n---\r\n\r\n--- b\r\n", "# a\n--- #b\n  \n--- 'c'\n---d\n", "- ---\n- ...\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, found := refused([]byte(text)); found || !utf8.ValidString(text) || strings.ContainsAny(text, "%\uFEFF") {
			return // what we do not read, and directives, which the library does not know
		}
		theirs, ok := decodeAll([]byte(text))
		if !ok {
			return
		}
		var ours []*yaml.Node
		for _, span := range split([]byte(text)) {
			top, err := decode([]byte(text)[span.Start:span.End])
			if err != nil {
				return
			}
			if top == nil {
				top = &yaml.Node{Kind: yaml.ScalarNode}
			}
			ours = append(ours, top)
		}
		if len(ours) != len(theirs) {
			t.Fatalf("%q: %d documents, and %d for the library", text, len(ours), len(theirs))
		}
		for i := range ours {
			if ours[i].Kind != theirs[i].Kind || ours[i].Value != theirs[i].Value || len(ours[i].Content) != len(theirs[i].Content) {
				t.Fatalf("%q: document %d is %+v, and for the library %+v", text, i+1, ours[i], theirs[i])
			}
		}
	})
}

func decodeAll(text []byte) (tops []*yaml.Node, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var root yaml.Node
		switch err := decoder.Decode(&root); {
		case errors.Is(err, io.EOF):
			return tops, true
		case err != nil:
			return nil, false
		case len(root.Content) > 0:
			tops = append(tops, root.Content[0])
		}
	}
}
