package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"interlock.dev/interlock/internal/document"
)

func itoa(n int) string { return strconv.Itoa(n) }

// check looks at one node with one clause. It follows JSON Schema 2020-12, as
// far as the dialect allows its keywords; where a fault of one keyword makes
// those of others meaningless, only the first is told.
func (w *walker) check(c *clause) {
	w.steps++
	if c == nil || w.quiet && w.broken || w.steps > mostSteps {
		return
	}
	if c.never {
		if w.failing() {
			w.never()
		}
		return
	}
	w.check(c.ref)
	n := w.top().node
	if !c.types.accept(n) {
		if w.failing() {
			w.wrongType(c.types)
		}
		return
	}
	if w.allowed(c) {
		switch n.Kind {
		case document.String:
			w.text(c)
		case document.Number:
			w.number(c)
		case document.Map:
			w.mapping(c)
		case document.List:
			w.list(c)
		}
	}
	w.combined(c)
}

// allowed checks enum and const.
func (w *walker) allowed(c *clause) bool {
	n := w.top().node
	allowed := c.enum
	if c.constant != nil {
		allowed = []*document.Node{c.constant}
		if len(c.enum) > 0 && contains(c.enum, n) && sameValue(c.constant, n) {
			return true
		}
	}
	if allowed == nil || contains(allowed, n) && (c.enum == nil || contains(c.enum, n)) {
		return true
	}
	if w.failing() {
		w.notAllowed(allowed)
	}
	return false
}

func (w *walker) text(c *clause) {
	text := w.top().node.Text
	length := utf8.RuneCountInString(text)
	switch {
	case c.minLength >= 0 && length < c.minLength:
		if w.failing() {
			w.tooShort(c.minLength, length)
		}
		return
	case c.maxLength >= 0 && length > c.maxLength:
		if w.failing() {
			w.tooLong(c.maxLength, length)
		}
		return
	}
	if c.expression != nil && !c.expression.MatchString(text) {
		if w.failing() {
			w.pattern(c)
		}
		return
	}
	if known, ok := formats()[c.format]; c.format != "" && ok && !known.valid(w.registry, text) && w.failing() {
		w.format(known)
	}
}

func (w *walker) number(c *clause) {
	if c.minimum == nil && c.maximum == nil && c.above == nil && c.below == nil && c.multipleOf == nil {
		return
	}
	value := rational(w.top().node.Text)
	fail := func(expected string) {
		if w.failing() {
			w.outOfRange(expected)
		}
	}
	switch {
	case value == nil:
		fail("a number that can be computed with")
	case c.minimum != nil && value.Cmp(c.minimum) < 0:
		fail("at least " + decimal(c.minimum))
	case c.maximum != nil && value.Cmp(c.maximum) > 0:
		fail("at most " + decimal(c.maximum))
	case c.above != nil && value.Cmp(c.above) <= 0:
		fail("more than " + decimal(c.above))
	case c.below != nil && value.Cmp(c.below) >= 0:
		fail("less than " + decimal(c.below))
	case c.multipleOf != nil && c.multipleOf.Sign() != 0 && !value.Quo(value, c.multipleOf).IsInt():
		fail("a multiple of " + decimal(c.multipleOf))
	}
}

func (w *walker) mapping(c *clause) {
	n := w.top().node
	for _, name := range c.required {
		if n.Get(name) == nil && w.failing() {
			w.missing(name, w.because())
		}
	}
	for _, d := range c.dependent {
		for _, name := range d.required {
			if n.Get(d.name) != nil && n.Get(name) == nil && w.failing() {
				w.missing(name, fmt.Sprintf(", which is needed beside `%s`", d.name))
			}
		}
	}
	w.size(c.minProperties, c.maxProperties, "field")
	for i := range n.Entries {
		e := &n.Entries[i]
		if w.quiet && w.broken {
			return
		}
		if c.propertyNames != nil {
			w.fieldName(e, c.propertyNames)
		}
		known := false
		if sub := c.byName[e.Key]; sub != nil {
			known = true
			w.into(e, i, sub)
		}
		for _, p := range c.byPattern {
			if p.expression.MatchString(e.Key) {
				known = true
				w.into(e, i, p.clause)
			}
		}
		switch {
		case known:
		case c.closed:
			if w.failing() {
				w.unknown(e, c)
			}
		case c.additional != nil:
			w.into(e, i, c.additional)
		}
	}
}

// fieldName checks the name of a field as if it were a value.
func (w *walker) fieldName(e *document.Entry, c *clause) {
	n := w.top().node
	file := n.File
	if e.KeyFile != nil {
		file = e.KeyFile
	}
	key := document.Node{Kind: document.String, Style: document.DoubleQuoted, Text: e.Key, Span: e.KeyAt, File: file}
	shape := w.registry.namesShape(c)
	w.frames = append(w.frames, frame{node: &key, parent: n, entry: e, step: e.Key, shape: shape})
	w.check(c)
	w.frames = w.frames[:len(w.frames)-1]
}

// namesShape is the shape of the names of fields. It is made outside of the
// registry's lock by nobody but those who explain findings.
func (r *Registry) namesShape(c *clause) *Shape {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.shaper.shape([]*clause{c}, nil)
}

func (w *walker) list(c *clause) {
	n := w.top().node
	w.size(c.minItems, c.maxItems, "member")
	if c.unique {
		w.distinct()
	}
	if c.items != nil {
		for i := range n.Entries {
			w.into(&n.Entries[i], i, c.items)
		}
	}
	if c.contains == nil {
		return
	}
	quiet, broken := w.quiet, w.broken
	w.quiet = true
	some := false
	for i := range n.Entries {
		w.broken = false
		w.into(&n.Entries[i], i, c.contains)
		some = some || !w.broken
	}
	w.quiet, w.broken = quiet, broken
	if !some && w.failing() {
		w.lacksMember(c.contains)
	}
}

// distinct checks uniqueItems.
func (w *walker) distinct() {
	n := w.top().node
	seen := make(map[string]int, len(n.Entries))
	for i := range n.Entries {
		var b strings.Builder
		canonical(&b, n.Entries[i].Value)
		first, twice := seen[b.String()]
		if !twice {
			seen[b.String()] = i
			continue
		}
		if w.failing() {
			w.twice(&n.Entries[i], i, n.Entries[first].Value)
		}
	}
}

// canonical writes a value so that equal values give equal texts.
func canonical(b *strings.Builder, n *document.Node) {
	switch n.Kind {
	case document.Number:
		text := n.Text
		if value := rational(text); value != nil {
			text = value.RatString()
		}
		b.WriteString("#" + text)
	case document.Map:
		order := make([]int, len(n.Entries))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int { return strings.Compare(n.Entries[i].Key, n.Entries[j].Key) })
		b.WriteByte('{')
		for _, i := range order {
			b.WriteString(strconv.Quote(n.Entries[i].Key) + ":")
			canonical(b, n.Entries[i].Value)
			b.WriteByte(',')
		}
		b.WriteByte('}')
	case document.List:
		b.WriteByte('[')
		for i := range n.Entries {
			canonical(b, n.Entries[i].Value)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case document.String:
		b.WriteString(strconv.Quote(n.Text))
	default:
		b.WriteString(n.Kind.String() + n.Text)
	}
}

// combined checks the keywords that put clauses together.
func (w *walker) combined(c *clause) {
	for _, inner := range c.allOf {
		w.check(inner)
	}
	if len(c.oneOf) > 0 {
		w.forms(c, c.oneOf, true)
	}
	if len(c.anyOf) > 0 {
		w.forms(c, c.anyOf, false)
	}
	if c.not != nil && w.holds(c.not) && w.failing() {
		w.forbidden(c)
	}
	if c.condition == nil {
		return
	}
	then, reason := c.otherwise, ""
	if w.holds(c.condition) {
		then, reason = c.then, conditionOf(c.condition)
	}
	w.given(reason, then)
}

// given checks a clause that is demanded for a reason.
func (w *walker) given(reason string, c *clause) {
	before := w.reasons
	if reason != "" {
		w.reasons = append(slices.Clone(before), reason)
	}
	w.check(c)
	w.reasons = before
}
