package document

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		text string
		want Pointer
		back string // as it is written; text where empty
	}{
		{"a", Pointer{"a"}, ""}, {"spec.steps[qa-review].gate", Pointer{"spec", "steps", "qa-review", "gate"}, "spec.steps.qa-review.gate"},
		{"spec.steps[*].gate", Pointer{"spec", "steps", "*", "gate"}, "spec.steps.*.gate"}, {"a[0][1].b", Pointer{"a", "0", "1", "b"}, ""}, {"[0]", Pointer{"0"}, ""}, {"0", Pointer{"0"}, "[0]"},
		{`a["b.c"].d`, Pointer{"a", "b.c", "d"}, ""}, {`["a b"]`, Pointer{"a b"}, ""}, {`a[""]`, Pointer{"a", ""}, ""}, {`a["\"]"]`, Pointer{"a", `"]`}, ""}, {`a["\n"]`, Pointer{"a", "\n"}, ""},
		{"a[b c]", Pointer{"a", "b c"}, `a["b c"]`}, {"a[b.c]", Pointer{"a", "b.c"}, `a["b.c"]`}, {"a-b_c.ü.😀", Pointer{"a-b_c", "ü", "😀"}, ""}, {`a["*"]`, Pointer{"a", "*"}, "a.*"}, {"labels[app/name]", Pointer{"labels", "app/name"}, "labels.app/name"},
	} {
		got, err := ParsePath(c.text)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s is %q, want %q: %v", c.text, got, c.want, err)
		}
		if c.back == "" {
			c.back = c.text
		}
		if got.String() != c.back {
			t.Errorf("%s is written %s, want %s", c.text, got, c.back)
		}
	}
	lists := Pointer{"spec", "steps", "qa-review", "gate"}.Format(func(prefix int) bool { return prefix == 2 })
	if lists != "spec.steps[qa-review].gate" {
		t.Errorf("with its lists known, it is %s", lists)
	}
}

func TestPathsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"":          "the path is empty; write for example `spec.steps[qa-review].gate`",
		".a":        "the path `.a` cannot be read: expected a name at `.a`",
		"a.":        "the path `a.` cannot be read: expected a name after the dot at its end",
		"a..b":      "the path `a..b` cannot be read: expected a name at `.b`",
		"a.[0]":     "the path `a.[0]` cannot be read: expected a name at `[0]`",
		"a[0]b":     "the path `a[0]b` cannot be read: expected `.` or `[` at `b`",
		"a[":        "the path `a[` cannot be read: expected the name of a member and `]` at `[`",
		"a[]":       "the path `a[]` cannot be read: expected the name of a member and `]` at `[]`",
		"a[b":       "the path `a[b` cannot be read: expected the name of a member and `]` at `[b`",
		`a["b`:      "the path `a[\"b` cannot be read: the quotes at `[\"b` are not closed by `\"]`",
		`a["b"c]`:   "the path `a[\"b\"c]` cannot be read: the quotes at `[\"b\"c]` are not closed by `\"]`",
		"a b":       "the path `a b` cannot be read: expected a name at `a b`; put names with other characters in brackets and quotes",
		"a]":        "the path `a]` cannot be read: expected a name at `a]`; put names with other characters in brackets and quotes",
		"a\"b":      "the path `a\"b` cannot be read: expected a name at `a\"b`; put names with other characters in brackets and quotes",
		"a\x1b[31m": "the path `a�[31m` cannot be read: expected a name at `a�[31m`; put names with other characters in brackets and quotes",
	} {
		if got, err := ParsePath(text); err == nil || err.Error() != want {
			t.Errorf("%q: %q: %v\nwant %s", text, got, err, want)
		}
	}
}

// FuzzPaths holds that a pointer that is written is read again as itself, and
// that what is read is written as something that reads alike.
func FuzzPaths(f *testing.F) {
	for _, text := range []string{"a", "a.b[0]", `a["b.c"].d`, "a[b c]", "*", "a[*]", "", "a\x00b", "0\x000", "\"\x00]\x00[", "a\nb\x00\\", "\xff", "\u2028", "\ufeff", " "} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		steps := Pointer(strings.Split(text, "\x00"))
		for _, lists := range []func(int) bool{nil, func(int) bool { return true }, func(prefix int) bool { return prefix%2 == 0 }} {
			written := steps.Format(lists)
			if read, err := ParsePath(written); err != nil || !slices.Equal(read, steps) {
				t.Fatalf("%q is written %q and read %q: %v", []string(steps), written, read, err)
			}
			if strings.ContainsFunc(written, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Fatalf("%q is written %q, with what cannot be seen", []string(steps), written)
			}
		}
		if read, err := ParsePath(text); err == nil {
			again, err := ParsePath(read.String())
			if err != nil || !slices.Equal(read, again) {
				t.Fatalf("%q is read %q, written %q and read %q: %v", text, []string(read), read, again, err)
			}
		}
	})
}
