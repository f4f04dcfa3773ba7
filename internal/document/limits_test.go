package document

import (
	"fmt"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// TestLimits holds where a document is refused that would cost more than it may.
func TestLimits(t *testing.T) {
	lines := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	// Each anchor has nine aliases of the one before.
	laughs := func(levels int) string {
		return "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + lines(levels, func(i int) string {
			return fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
		})
	}
	chain := func(n int) string {
		return "- &a0 x\n" + lines(n, func(i int) string { return fmt.Sprintf("- &a%d [*a%d]\n", i+1, i) })
	}
	for _, c := range []struct{ name, text, rule, at, message string }{
		{"nesting as deep as allowed", strings.Repeat("[", MaxDepth-1) + "x" + strings.Repeat("]", MaxDepth-1), "", "", ""},
		{"nesting one deeper", strings.Repeat("[", MaxDepth) + "x" + strings.Repeat("]", MaxDepth), "nesting", "1:65", "mappings and lists are nested more than 64 levels deep"},
		{"nesting of blocks", lines(MaxDepth+1, func(i int) string { return strings.Repeat(" ", i) + "a:\n" }), "nesting", "64:64", "mappings and lists are nested more than 64 levels deep"},
		{"9,000 levels", strings.Repeat("[", 9000) + strings.Repeat("]", 9000), "nesting", "1:65", "mappings and lists are nested more than 64 levels deep"},
		{"10,000 levels of lists", strings.Repeat("- ", 10_000) + "x", "nesting", "1:129", "mappings and lists are nested more than 64 levels deep"},
		{"100,000 levels", strings.Repeat("[", 100_000), "nesting", "1:1", "mappings and lists are nested too deeply"},
		{"100,000 levels that are not closed", "a: 1\nb: " + strings.Repeat("{a: ", 15_000), "nesting", "2:1", "mappings and lists are nested too deeply"},
		{"nesting by aliases", chain(100), "nesting", "64:9", "with its aliases written out, mappings and lists are nested more than 64 levels deep"},
		{"aliases as deep as allowed", chain(MaxDepth - 2), "", "", ""},
		{"a few aliases of aliases", laughs(3), "", "", ""},
		{"a billion laughs", laughs(9), "expansion", "6:15", "with its aliases written out, the document has more than 200000 values"},
		{"many values", "[" + strings.Repeat("x,", MaxNodes-1) + "]", "", "", ""},
		{"too many values", "[" + strings.Repeat("x,", MaxNodes) + "]", "expansion", "1:400000", "the document has more than 200000 values"},
		{"too many values by aliases", "- &a [" + strings.Repeat("x,", 1000) + "]\n" + strings.Repeat("- *a\n", 300), "expansion", "200:3", "with its aliases written out, the document has more than 200000 values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := source.NewFile("x.yaml", []byte("kind: A\n---\nkind: B\nname: "+"b\n---\n"+c.text+"\n---\nkind: C\n"))
			docs, findings := Parse(file)
			if len(docs) != 4 || docs[0].Kind != "A" || docs[3].Kind != "C" {
				t.Fatalf("the documents beside it are not read: %d", len(docs))
			}
			if (docs[2].Root == nil) != (c.rule != "") || len(findings) != min(len(c.rule), 1) {
				t.Fatalf("want %q: %v", c.rule, findings)
			}
			if c.rule == "" {
				return
			}
			f := findings[0]
			at := file.Position(f.At.Span.Start)
			if got := fmt.Sprintf("%d:%d", at.Line-5, at.Column); f.Rule != "document/"+c.rule || got != c.at || f.Message != c.message || f.Help == "" {
				t.Errorf("%s %s: %s", got, f.Rule, f.Message)
			}
		})
	}
}

// TestCostOfHostileText reads what takes quadratic time where a place is looked
// for from the start again: some of them took many minutes.
func TestCostOfHostileText(t *testing.T) {
	const size = 1 << 19
	for name, text := range map[string]string{
		"one line of members":     "[" + strings.Repeat("a,", 99_000) + "]",
		"one line of fields":      "{" + strings.Repeat("a: é, ", 90_000) + "}",
		"one line of tags":        strings.Repeat("!a ", size/3),
		"one line of aliases":     "[&a x, " + strings.Repeat("*a, ", 99_000) + "]",
		"many broken documents":   strings.Repeat("---\n{\n", size/6),
		"many blank documents":    strings.Repeat("---\n", size/4),
		"many control characters": strings.Repeat("---\n\x01\n", size/6),
		"one broken document":     strings.Repeat("a: b\n", size/5) + "c: d: e\n",
		"anchors":                 strings.Repeat("a: &a x\n", 90_000),
		"comments":                strings.Repeat("  # a\n", size/6) + "a: b # c\n",
		"folded text":             "a: b\n" + strings.Repeat("  c\n", size/4),
		"a long block":            "a: |\n" + strings.Repeat("  c\n\n", size/5),
		"quotes":                  "a: \"" + strings.Repeat("\\\"", size/2) + "\"\n",
		"unclosed brackets":       strings.Repeat("[a, ", size/4),
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := Parse(source.NewFile("x.yaml", []byte(text)))
			if len(findings) > MaxFindings {
				t.Errorf("%d findings, want at most %d", len(findings), MaxFindings)
			}
		})
	}
}

// TestManyFindings holds that what is not listed is said.
func TestManyFindings(t *testing.T) {
	_, findings := Parse(source.NewFile("x.yaml", []byte(strings.Repeat("- NO\n", MaxFindings))))
	if len(findings) != MaxFindings || findings[MaxFindings-1].Fix == nil {
		t.Errorf("%d findings, want them all", len(findings))
	}
	_, findings = Parse(source.NewFile("x.yaml", []byte(strings.Repeat("- NO\n", MaxFindings+1))))
	if last := findings[len(findings)-1]; len(findings) != MaxFindings || last.Fix != nil || last.Message != "the file has more than 999 faults; from here on they are not listed" {
		t.Errorf("%d findings, the last: %+v", len(findings), last)
	}
}
