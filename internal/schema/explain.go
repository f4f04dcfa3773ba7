package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// This file puts faults into words: what is wrong, what was expected, what to do.

func (w *walker) missing(name, why string) {
	help := "add `" + name + "`"
	if meaning := w.top().shape.Child(name).meaning(); meaning != "" {
		help += ": " + meaning
	}
	where := w.name()
	w.report(fault{
		rule: ruleMissing, at: w.key(), field: name,
		message: fmt.Sprintf("%s has no `%s`%s", where, name, why), label: fmt.Sprintf("`%s` is missing here", name), help: help,
	})
}

// missingChoice reports that the field is missing which tells forms apart.
func (w *walker) missingChoice(t *telling) {
	w.missing(t.field, "")
	last := &w.found[len(w.found)-1]
	if last.Path == w.path(t.field) {
		last.Help = "add `" + t.field + "`: one of " + both(ticked(textsOf(t.all())))
	}
}

func (w *walker) unknown(e *document.Entry, c *clause) {
	at := w.top()
	noun := "field"
	if w.schema {
		noun = "keyword"
	}
	known := fieldsOf(at.shape, c)
	f := fault{
		rule: ruleUnknown, at: at.node.KeyLocation(e), field: e.Key,
		message: fmt.Sprintf("%s has no %s `%s`", w.name(), noun, brief(e.Key)),
	}
	free := slices.DeleteFunc(slices.Clone(known), func(name string) bool { return at.node.Get(name) != nil })
	near := Nearest(e.Key, free)
	for _, other := range w.others {
		if other.node != at.node {
			continue
		}
		for _, part := range conjunction([]*clause{other.branch}) {
			if part.byName[e.Key] != nil {
				f.label = fmt.Sprintf("`%s` goes with %s", e.Key, other.when)
				f.help = "remove it, or change " + other.when[:strings.IndexByte(other.when, ':')] + "`"
				w.report(f)
				return
			}
		}
	}
	places := w.kind.placesOf(e.Key)
	switch {
	case near != "":
		f.label = fmt.Sprintf("did you mean `%s`?", near)
		f.fix = renaming(f.at, near)
	case len(places) > 0:
		f.label = fmt.Sprintf("`%s` belongs in %s", e.Key, either(ticked(places)))
		f.help = "move it there"
	}
	if f.help == "" {
		switch {
		case len(known) == 0:
			f.help = "remove it; nothing can stand here"
		case w.schema && near == "":
			f.help = "remove it; interlock's dialect of JSON Schema does not have it"
		case w.schema:
			f.help = "correct the keyword"
		default:
			f.help = "the fields here are " + both(ticked(known))
		}
	}
	w.report(f)
}

// fieldsOf lists the fields that a mapping may have here.
func fieldsOf(shape *Shape, c *clause) []string {
	var names []string
	for _, p := range c.properties {
		names = append(names, p.name)
	}
	if len(names) == 0 && shape != nil {
		for _, field := range shape.Fields {
			names = append(names, field.Name)
		}
	}
	return names
}

func renaming(at source.Location, name string) *finding.Fix {
	return &finding.Fix{Message: fmt.Sprintf("write `%s`", name), Edits: []source.Edit{{At: at, New: name}}}
}

func (w *walker) wrongType(expected kinds) {
	at := w.top()
	n := at.node
	f := fault{rule: ruleType, at: w.here(), label: "expected " + expected.words()}
	given := n.Kind.String()
	if n.Kind == document.Bool || n.Kind == document.Number && expected&integerType != 0 {
		given = w.quoted()
	}
	f.message = fmt.Sprintf("%s must be %s, not %s", w.name(), expected.words(), given)
	if n.Kind == document.Map || n.Kind == document.List || n.Kind == document.Null || len(w.frames) == 1 {
		f.at = w.key()
	}
	switch {
	case n.Kind == document.Null:
		f.message = fmt.Sprintf("%s has no value", w.name())
		f.help = fmt.Sprintf("write %s after `%s:`, or remove the field", expected.words(), at.step)
		if at.inList {
			f.help = "write " + expected.words() + ", or remove it"
		}
	case expected == stringType && (n.Kind == document.Number || n.Kind == document.Bool):
		w.textInstead(&f)
	case expected&(numberType|integerType) != 0 && n.Kind == document.String && n.Style != document.Plain && isPlainNumber(n.Text):
		f.help = "leave out the quotes"
		f.fix = &finding.Fix{Message: f.help, Edits: []source.Edit{{At: f.at, New: n.Text}}}
	case expected == arrayType && n.Kind != document.Map:
		f.help = "write it as a member of a list: `[" + brief(n.Text) + "]`"
	case expected == arrayType:
		f.help = "begin each member with `- `"
	default:
		if meaning := at.shape.meaning(); meaning != "" {
			f.help = w.name() + " is for this: " + meaning
		}
	}
	w.report(f)
}

// textInstead says how to write as text what was written as a number or bool.
// Quotes alone help only where the text would be right then.
func (w *walker) textInstead(f *fault) {
	at := w.top()
	written := string(at.node.File.Data[at.node.Span.Start:at.node.Span.End])
	if known, ok := formats()[at.shape.format()]; ok && !known.valid(w.registry, written) {
		f.label = "expected " + known.noun
		f.help = "write " + known.words
		return
	}
	if expression, err := regexp.Compile(at.shape.pattern()); err == nil && !expression.MatchString(written) {
		f.help = "write " + at.shape.Docs
		if at.shape.Docs == "" {
			f.help = "write a text that matches `" + at.shape.Pattern + "`"
		}
		for _, guess := range guesses(written) {
			if expression.MatchString(guess) {
				f.label = fmt.Sprintf("did you mean `%s`?", guess)
				f.fix = replacing(at.node, guess)
				break
			}
		}
		return
	}
	if len(at.shape.allowedTexts()) > 0 {
		f.help = "write one of " + both(ticked(at.shape.allowedTexts()))
		return
	}
	f.help = "put it in quotes"
	f.fix = &finding.Fix{Message: f.help, Edits: []source.Edit{{At: f.at, New: `"` + written + `"`}}}
}

// format and pattern are those of a shape that may be nil.
func (s *Shape) format() string {
	if s == nil {
		return ""
	}
	return s.Format
}

func (s *Shape) pattern() string {
	if s == nil {
		return ""
	}
	return s.Pattern
}

// isPlainNumber says whether a text is a number in JSON and in YAML alike.
func isPlainNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == "" && (len(digits) == 1 || digits[0] != '0')
}

func (w *walker) notAllowed(allowed []*document.Node) {
	at := w.top()
	texts := textsOf(allowed)
	f := fault{rule: ruleNotAllowed, at: w.here(), message: fmt.Sprintf("%s may not be %s", w.name(), w.quoted())}
	if at.node.Kind == document.Map || at.node.Kind == document.List || at.node.Kind == document.Null {
		f.at = w.key()
		f.message = fmt.Sprintf("%s may not be %s", w.name(), at.node.Kind)
		if slices.ContainsFunc(allowed, func(n *document.Node) bool { return n.Kind == at.node.Kind }) {
			f.message = fmt.Sprintf("%s may not have this value", w.name())
		}
	}
	f.help = "the allowed values are " + both(ticked(texts))
	if len(texts) == 1 {
		f.help = "the only allowed value is `" + texts[0] + "`"
	}
	switch near := nearestIgnoringCase(at.node.Text, texts); {
	case near == "" && len(texts) == 1:
		f.label = "expected `" + texts[0] + "`"
	case near != "":
		f.label = fmt.Sprintf("did you mean `%s`?", near)
		f.fix = replacing(at.node, near)
	case len(texts) <= 6:
		f.label = "expected " + either(ticked(texts))
	}
	w.report(f)
}

// replacing offers to write another text in place of a scalar, in its style.
func replacing(n *document.Node, text string) *finding.Fix {
	switch n.Style {
	case document.SingleQuoted:
		text = "'" + text + "'"
	case document.DoubleQuoted:
		text = `"` + text + `"`
	case document.Literal, document.Folded:
		return nil
	}
	return &finding.Fix{Message: fmt.Sprintf("write `%s`", strings.Trim(text, `'"`)), Edits: []source.Edit{{At: n.Location(), New: text}}}
}

func (w *walker) format(expected format) {
	n := w.top().node
	problem, meant := expected.advise(w.registry, n.Text)
	f := fault{
		rule: ruleFormat, at: w.here(), message: fmt.Sprintf("%s is not %s", w.quoted(), expected.noun),
		help: "write " + expected.words,
	}
	if n.Text == "" {
		f.message = fmt.Sprintf("%s is empty: expected %s", w.name(), expected.noun)
	}
	switch {
	case meant != "" && problem != "":
		f.label = fmt.Sprintf("%s: did you mean `%s`?", problem, meant)
	case meant != "":
		f.label = fmt.Sprintf("did you mean `%s`?", meant)
	default:
		f.label = problem
	}
	if meant != "" {
		f.fix = replacing(n, meant)
	}
	w.report(f)
}

func (w *walker) pattern(c *clause) {
	at := w.top()
	expected := c.docs
	if expected == "" && at.shape != nil {
		expected = at.shape.Docs
	}
	if expected == "" {
		expected = "a text that matches `" + c.pattern + "`"
	}
	f := fault{rule: rulePattern, at: w.here(), message: fmt.Sprintf("%s may not be %s", w.name(), w.quoted()), help: "write " + expected}
	switch {
	case at.entry != nil && at.node != at.entry.Value:
		f.message = fmt.Sprintf("a field may not be called %s", w.quoted())
	case at.node.Text == "":
		f.message = fmt.Sprintf("%s is empty", w.name())
	}
	for _, guess := range guesses(at.node.Text) {
		if c.expression.MatchString(guess) {
			f.label = fmt.Sprintf("did you mean `%s`?", guess)
			f.fix = replacing(at.node, guess)
			break
		}
	}
	w.report(f)
}

// guesses are texts that people mean when they write another.
func guesses(text string) []string {
	lower := strings.ToLower(strings.TrimSpace(text))
	kebab := strings.Trim(strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' || r == '.' || r == '/' {
			return '-'
		}
		return r
	}, lower), "-")
	all := []string{strings.TrimSpace(text), lower, kebab}
	if !strings.HasPrefix(lower, "0.") { // of which nobody can say whether 60% or 0.6% is meant
		all = append(all, text+"%")
	}
	return all
}

func (w *walker) tooShort(least, length int) {
	f := fault{rule: ruleLength, at: w.here(), message: fmt.Sprintf("%s is too short: %s of at least %d", w.name(), plural(length, "character"), least)}
	if length == 0 {
		f.message = fmt.Sprintf("%s is empty", w.name())
	}
	f.label = "expected at least " + plural(least, "character")
	if meaning := w.top().shape.meaning(); meaning != "" {
		f.help = "write " + meaning
	}
	w.report(f)
}

func (w *walker) tooLong(most, length int) {
	w.report(fault{
		rule: ruleLength, at: w.here(), message: fmt.Sprintf("%s is too long: %s of at most %d", w.name(), plural(length, "character"), most),
		label: "expected at most " + plural(most, "character"), help: "shorten it",
	})
}

// size checks the number of fields or members.
func (w *walker) size(least, most int, noun string) {
	n := len(w.top().node.Entries)
	if least >= 0 && n < least && w.failing() {
		f := fault{
			rule: ruleLength, at: w.key(), message: fmt.Sprintf("%s has %s of at least %d", w.name(), plural(n, noun), least),
			label: "expected at least " + plural(least, noun), help: "add what is missing, or remove " + w.name(),
		}
		if n == 0 {
			f.message = fmt.Sprintf("%s is empty", w.name())
		}
		w.report(f)
	}
	if most >= 0 && n > most && w.failing() {
		w.report(fault{
			rule: ruleLength, at: w.key(), message: fmt.Sprintf("%s has %s of at most %d", w.name(), plural(n, noun), most),
			label: "expected at most " + plural(most, noun), help: "remove some",
		})
	}
}

func (w *walker) outOfRange(expected string) {
	w.report(fault{
		rule: ruleRange, at: w.here(), message: fmt.Sprintf("%s may not be %s", w.name(), w.quoted()),
		label: "expected " + expected, help: "write " + expected,
	})
}

func (w *walker) twice(e *document.Entry, index int, first *document.Node) {
	list := w.name()
	at := w.top()
	w.frames = append(w.frames, frame{node: e.Value, parent: at.node, entry: e, step: itoa(index), inList: true, shape: at.shape.Item()})
	what := w.quoted()
	if what == "this" {
		what = "the same member"
	}
	f := fault{
		rule: ruleTwice, at: w.key(), message: fmt.Sprintf("%s names %s twice", list, what), label: "given again here", help: "remove one of the two",
		related: []finding.Related{{At: first.Location(), Message: "first given here"}},
	}
	if e.Value.Kind != document.Map {
		f.at = w.here()
	}
	w.report(f)
	w.frames = w.frames[:len(w.frames)-1]
}
