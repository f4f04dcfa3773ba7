package document

import (
	"encoding/json"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// TestCoreSchema reads scalars after the table of chapter 10.3.2 of YAML 1.2.2.
func TestCoreSchema(t *testing.T) {
	for _, c := range []struct {
		text string
		kind Kind
		want string
	}{
		{"", Null, ""}, {"~", Null, ""}, {"null", Null, ""}, {"Null", Null, ""}, {"NULL", Null, ""}, {"nULL", String, "nULL"},
		{"true", Bool, "true"}, {"True", Bool, "true"}, {"TRUE", Bool, "true"}, {"tRUE", String, "tRUE"},
		{"false", Bool, "false"}, {"False", Bool, "false"}, {"FALSE", Bool, "false"},
		{"NO", String, "NO"}, {"no", String, "no"}, {"on", String, "on"}, {"y", String, "y"}, {"Off", String, "Off"},
		{"0", Number, "0"}, {"-0", Number, "-0"}, {"+0", Number, "0"}, {"12", Number, "12"}, {"+12", Number, "12"}, {"-19", Number, "-19"},
		{"017", Number, "17"}, {"-017", Number, "-17"}, {"00", Number, "0"}, {"08", Number, "8"},
		{"0o17", Number, "15"}, {"0o7", Number, "7"}, {"0o8", String, "0o8"}, {"-0o17", String, "-0o17"}, {"0o", String, "0o"}, {"0O17", String, "0O17"},
		{"0x1F", Number, "31"}, {"0xff", Number, "255"}, {"0xFFFFFFFFFFFFFFFFFF", Number, "4722366482869645213695"}, {"0xG", String, "0xG"}, {"0x", String, "0x"}, {"-0x1F", String, "-0x1F"}, {"0X1F", String, "0X1F"}, {"0x+1", String, "0x+1"},
		{"0b1", String, "0b1"}, {"1_000", String, "1_000"}, {"1,000", String, "1,000"},
		{"1.", Number, "1"}, {"1.0", Number, "1.0"}, {"1.10", Number, "1.10"}, {".5", Number, "0.5"}, {"-.5", Number, "-0.5"}, {"+.5", Number, "0.5"}, {"-0.0", Number, "-0.0"}, {"01.50", Number, "1.50"},
		{"1e5", Number, "1e5"}, {"1E5", Number, "1e5"}, {"1e+5", Number, "1e+5"}, {"-1.5e-5", Number, "-1.5e-5"}, {".5e1", Number, "0.5e1"}, {"1.e1", Number, "1e1"}, {"1e05", Number, "1e05"}, {"0e999", Number, "0e999"},
		{"1e", String, "1e"}, {"1e+", String, "1e+"}, {"e5", String, "e5"}, {".", String, "."}, {"+", String, "+"}, {"-.", String, "-."}, {".e5", String, ".e5"}, {"1.2.3", String, "1.2.3"}, {"--1", String, "--1"}, {"+-1", String, "+-1"}, {"1 2", String, "1 2"},
		{"12345678901234567890", Number, "12345678901234567890"}, {"0.1000000000000000055511151231257827", Number, "0.1000000000000000055511151231257827"},
		{"1e308", Number, "1e308"}, {"1e309", String, "1e309"}, {"1e-400", String, "1e-400"}, {"-1e999", String, "-1e999"}, {strings.Repeat("9", 400), String, strings.Repeat("9", 400)},
		{".inf", String, ".inf"}, {"-.INF", String, "-.INF"}, {".nan", String, ".nan"}, {"inf", String, "inf"},
		{"12:30", String, "12:30"}, {"190:20:30", String, "190:20:30"},
		{"2026-01-01", String, "2026-01-01"}, {"2026-01-01 10:00:00", String, "2026-01-01 10:00:00"}, {"2001-12-14t21:59:43.10-05:00", String, "2001-12-14t21:59:43.10-05:00"},
		{"<<", String, "<<"}, {"=", String, "="}, {"15d", String, "15d"},
	} {
		root, _ := parseOne(t, "- "+c.text+"\n- end\n")
		n := root.Entries[0].Value
		if n.Kind != c.kind || n.Text != c.want {
			t.Errorf("%q is %s %q, want %s %q", c.text, n.Kind, n.Text, c.kind, c.want)
		}
		if _, err := json.Marshal(n.Value()); err != nil {
			t.Errorf("%q: JSON cannot hold it: %v", c.text, err)
		}
		if c.text == "" || c.kind != Number {
			continue
		}
		var f float64
		if err := json.Unmarshal([]byte(n.Text), &f); err != nil {
			t.Errorf("%q: %q is no number of JSON: %v", c.text, n.Text, err)
		}
	}
}

// TestFixKeepsTheValue holds that a fix changes how a value is written, and not
// what it is here.
func TestFixKeepsTheValue(t *testing.T) {
	for _, text := range []string{"NO", "y", "017", "-017", "0o17", "-0o17", "1_000", "0b1", "12:30", "-.5", "+.5", "=", "08", "0x1_F"} {
		whole := "a: " + text + "\n"
		root, findings := parseOne(t, whole)
		if len(findings) != 1 || findings[0].Fix == nil {
			t.Errorf("%s: expected one finding with a fix: %v", text, findings)
			continue
		}
		at := findings[0].Fix.Edits[0]
		mended, left := parseOne(t, whole[:at.At.Span.Start]+at.New+whole[at.At.Span.End:])
		if len(left) > 0 || !Equal(root, mended) {
			t.Errorf("%s: mended to %s it is %s %q: %v", text, at.New, mended.Get("a").Kind, mended.Get("a").Text, left)
		}
	}
}

// TestValues reads what is no plain scalar of one line.
func TestValues(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"literal", "a: |\n  one\n  two\n", `{"a":"one\ntwo\n"}`},
		{"literal stripped", "a: |-\n  one\n\n\n", `{"a":"one"}`},
		{"literal kept", "a: |+\n  one\n\n\nb: c\n", `{"a":"one\n\n\n","b":"c"}`},
		{"literal, indentation given", "a: |2\n    one\n  two\n", `{"a":"  one\ntwo\n"}`},
		{"literal, indentation and chomping", "a: |2-\n    one\nb: |-1\n  two\n", `{"a":"  one","b":" two"}`},
		{"literal, no final newline", "a: |\n  one", `{"a":"one"}`},
		{"literal, last line of spaces", "a: |\n  one\n   ", `{"a":"one\n \n"}`},
		{"literal, blank lines before", "a: |\n\n\n  one\n", `{"a":"\n\none\n"}`},
		{"literal, empty", "a: |\nb: |-\nc: |+\n\n", `{"a":"","b":"","c":"\n"}`},
		{"literal, marks of YAML", "a: |\n  # no comment\n  - no list\n  b: c\n  --- no marker\n", `{"a":"# no comment\n- no list\nb: c\n--- no marker\n"}`},
		{"literal, tab", "a: |\n  one\n  \ttwo\n", `{"a":"one\n\ttwo\n"}`},
		{"literal, CRLF", "a: |\r\n  one\r\n  two\r\n", `{"a":"one\ntwo\n"}`},
		{"folded", "a: >\n  one\n  two\n\n  three\n", `{"a":"one two\nthree\n"}`},
		{"folded stripped", "a: >-\n  one\n  two\n\n", `{"a":"one two"}`},
		{"folded kept", "a: >+\n  one\n\n", `{"a":"one\n\n"}`},
		{"folded, indented further", "a: >\n  one\n    two\n  three\n", `{"a":"one\n  two\nthree\n"}`},
		{"comment behind the header", "a: | # header\n  one\n", `{"a":"one\n"}`},
		{"plain over lines", "a: one\n  two\n\n  three\n", `{"a":"one two\nthree"}`},
		{"single quotes", "a: 'it''s\n  two'\n", `{"a":"it's two"}`},
		{"double quotes", `a: "\x41\u00fc\U0001f600\t\n\\\"\e\0\_\N\L\P"` + "\n", `{"a":"Aü😀\t\n\\\"\u001b\u0000\u00a0\u0085\u2028\u2029"}`},
		{"double quotes over lines", "a: \"one\n  two \\\n  three\"\n", `{"a":"one two three"}`},
		{"flow over lines", "a: [one,\n  {b: c,\n   d: e}, [ ],\n]\n", `{"a":["one",{"b":"c","d":"e"},[]]}`},
		{"flow, single pairs", "[a: b, ? c : d, e]", `[{"a":"b"},{"c":"d"},"e"]`},
		{"flow, no values", "{a, b: , 'c':d}", `{"a":null,"b":null,"c":"d"}`},
		{"flow, no spaces", `{"a":1,"b":[true,null]}`, `{"a":1,"b":[true,null]}`},
		{"explicit keys", "? a\n: b\n? c\n? |\n  d\n: - e\n", `{"a":"b","c":null,"d\n":["e"]}`},
		{"list without indentation", "a:\n- b\n- c: d\n  e: f\ng: h\n", `{"a":["b",{"c":"d","e":"f"}],"g":"h"}`},
		{"lists in lists", "- - a\n  - b\n-\n  - c\n- \n", `[["a","b"],["c"],null]`},
		{"alias", "a: &x {b: [c]}\nd: *x\n", `{"a":{"b":["c"]},"d":{"b":["c"]}}`},
		{"anchor given twice", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", `{"a":1,"b":1,"c":2,"d":2}`},
		{"anchor of nothing", "a: &x\nb: *x\n", `{"a":null,"b":null}`},
		{"alias as a key", "a: &x key\n*x : b\n", `{"a":"key","key":"b"}`},
		{"anchored key that is a number", "&n 12: x\nb: *n\n", `{"12":"x","b":12}`},
		{"tags", "a: !!str 12\nb: !!int \"12\"\nc: ! 12\nd: &x !!str\ne: !!float 1\nf: &y ! 7\n", `{"a":"12","b":12,"c":"12","d":"","e":1,"f":"7"}`},
		{"tagged collections", "!!map\na: !!seq\n- b\n", `{"a":["b"]}`},
		{"scalar alone", "text\n", `"text"`},
		{"empty text", "''", `""`},
		{"null said", "--- ~\n", `null`},
		{"marks inside of plain text", "a: b#c\nd: e:f\ng: -h\ni: j, k] l}\n", `{"a":"b#c","d":"e:f","g":"-h","i":"j, k] l}"}`},
		{"directive", "%YAML 1.2 # as everything here\n---\na: b\n", `{"a":"b"}`},
		{"first of two", "a: 1\na: 2\n", `{"a":1}`},
	} {
		root, findings := parseOne(t, c.text)
		if root == nil {
			t.Errorf("%s: %q cannot be read: %s", c.name, c.text, findings[0].Message)
			continue
		}
		checkLaws(t, c.text)
		var want any
		decoder := json.NewDecoder(strings.NewReader(c.want))
		decoder.UseNumber()
		if err := decoder.Decode(&want); err != nil {
			t.Fatalf("%s: %v", c.want, err)
		}
		if !Equal(root, FromValue(want)) {
			got, _ := json.Marshal(root.Value())
			t.Errorf("%s: %q is\n %s, want\n %s", c.name, c.text, got, c.want)
		}
	}
}

// TestAliases holds that an alias has the members of its anchor, and a place of its own.
func TestAliases(t *testing.T) {
	text := "a: &x\n  b: c\nd: *x\n"
	root, _ := parseOne(t, text)
	anchor, alias := root.Get("a"), root.Get("d")
	if alias.Anchor != anchor || alias.Get("b") != anchor.Get("b") {
		t.Errorf("the alias %+v does not have the members of its anchor", alias)
	}
	if got := text[alias.Span.Start:alias.Span.End]; got != "*x" {
		t.Errorf("the alias stands at %q", got)
	}
	if got := text[anchor.Span.Start:anchor.Span.End]; got != "&x\n  b: c" {
		t.Errorf("the anchor stands at %q", got)
	}
	if anchor.Anchor != nil || root.Get("a").Get("b").Anchor != nil {
		t.Error("what is no alias has an anchor")
	}
}

// TestIdentity reads what a document says of itself, also when it cannot be parsed.
func TestIdentity(t *testing.T) {
	const whole = "apiVersion: interlock.dev/v1\nkind: Workflow\nmetadata:\n  name: launch # ours\n  region: 'emea'\n"
	for _, text := range []string{whole, whole + "spec: {a: b\n", whole + "spec: \"\u2028\"\n",
		"apiVersion: interlock.dev/v1\nkind: \"Workflow\"\nmetadata: {name: launch, region: emea}\nspec: [\n"} {
		docs, _ := Parse(source.NewFile("x.yaml", []byte(text)))
		if len(docs) != 1 {
			t.Fatalf("%q: %d documents", text, len(docs))
		}
		d := docs[0]
		if d.APIVersion != "interlock.dev/v1" || d.Kind != "Workflow" || d.Name != "launch" || d.Region != "emea" {
			t.Errorf("%q: %s %s in %s of %s", text, d.Kind, d.Name, d.Region, d.APIVersion)
		}
	}
}
