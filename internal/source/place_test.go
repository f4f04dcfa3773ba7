package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		text         string
		offset       int
		line, column int
	}{
		{"", 0, 1, 1}, {"", 5, 1, 1}, {"ab", -1, 1, 1}, {"ab", 2, 1, 3}, {"ab", 9, 1, 3},
		{"a\nb", 1, 1, 2}, {"a\nb", 2, 2, 1}, {"a\nb\n", 4, 3, 1},
		{"a\r\nb", 1, 1, 2}, {"a\r\nb", 2, 1, 2}, {"a\r\nb", 3, 2, 1}, {"a\rb", 2, 1, 3},
		{"\ufeffab", 0, 1, 1}, {"\ufeffab", 2, 1, 1}, {"\ufeffab", 3, 1, 1}, {"\ufeffab", 4, 1, 2}, {"\ufeff\nb", 4, 2, 1},
		{"\U0001f600x", 4, 1, 2}, {"\U0001f600x", 2, 1, 1}, {"e\u0301x", 3, 1, 3}, {"\tx", 1, 1, 2},
	} {
		file := NewFile("x", []byte(c.text))
		if got := file.Position(c.offset); got != (Position{c.line, c.column}) {
			t.Errorf("%q: offset %d is %d:%d, want %d:%d", c.text, c.offset, got.Line, got.Column, c.line, c.column)
		}
	}
}

func TestLine(t *testing.T) {
	file := NewFile("x", []byte("\ufeffa\r\n\r\nb\rc\n"))
	want := []string{"", "a", "", "b\rc", "", ""}
	for n, text := range want {
		if got := file.Line(n); got != text {
			t.Errorf("line %d is %q, want %q", n, got, text)
		}
	}
	if file.Lines() != 4 || file.LineStart(3) != 8 || file.LineStart(9) != len(file.Data) || file.LineStart(0) != len(file.Data) {
		t.Errorf("%d lines, the third at %d", file.Lines(), file.LineStart(3))
	}
}

// TestPositionLaws holds over any text: positions only move on, a column lies
// within its line, and the start of a line is its first position.
func TestPositionLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "\n", "\r\n", "\r", "\t", "é", "\u0301", "😀", "\ufeff", "\u2028", "\xff", "\xe2\x80"})).Draw(t, "text"), "")
		file := NewFile("x", []byte(text))
		last := Position{Line: 1, Column: 1}
		for offset := range len(text) + 2 {
			p := file.Position(offset)
			if p.Line < last.Line || p.Line == last.Line && p.Column < last.Column {
				t.Fatalf("%q: offset %d is %v, and the one before %v", text, offset, p, last)
			}
			if p.Line < 1 || p.Line > file.Lines() || p.Column < 1 || p.Column > utf8.RuneCountInString(file.Line(p.Line))+1 {
				t.Fatalf("%q: offset %d is %v, which is not in line %q", text, offset, p, file.Line(p.Line))
			}
			if file.LineAt(offset) != p.Line {
				t.Fatalf("%q: offset %d is in line %d and in %d", text, offset, file.LineAt(offset), p.Line)
			}
			last = p
		}
		whole := 0
		for n := 1; n <= file.Lines(); n++ {
			if p := file.Position(file.LineStart(n)); p != (Position{Line: n, Column: 1}) {
				t.Fatalf("%q: line %d starts at %v", text, n, p)
			}
			if strings.Contains(file.Line(n), "\n") {
				t.Fatalf("%q: line %d is %q", text, n, file.Line(n))
			}
			whole += len(file.Line(n))
		}
		ends := strings.Count(text, "\n") + strings.Count(text, "\r\n")
		if strings.HasPrefix(text, "\ufeff") {
			ends += 3
		}
		if whole+ends != len(text) {
			t.Fatalf("%q: its lines have %d bytes of %d", text, whole, len(text)-ends)
		}
	})
}
