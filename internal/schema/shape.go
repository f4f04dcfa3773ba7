package schema

import (
	"slices"
	"strconv"
	"strings"

	"interlock.dev/interlock/internal/document"
)

// Shape is what the schema of a kind says about the values at one place, with
// references followed and what holds together put together. Shapes of one kind
// form a graph (a kind may contain itself); they are made once, shared by all
// who ask, and never changed. Walking along them allocates nothing.
type Shape struct {
	Title, Description string
	Docs               string   // the demand in other words; completes "expected …"
	Types              []string // JSON types: string, number, integer, boolean, object, array, null; empty for any
	Enum               []any    // the allowed values, empty when they are not listed
	Const              any      // the only allowed value, with IsConst
	IsConst            bool
	Format             string
	Pattern            string
	Unit               string   // duration, money, percent, date
	XRef               string   // the kind of the object that the value names; "*" for a mapping of kind, name and region
	MergeKey           string   // of a list: the field that tells members apart
	Framework          []string // rows of the operating model
	Sensitive          bool     // never to be shown
	Deprecated         bool
	Default            any // what holds when it is absent; nil when nothing is said
	Examples           []any
	Fields             []Field  // of a mapping, in the order of the schema
	Required           []string // of a mapping
	Items              *Shape   // of a list: its members; nil when nothing is said of them
	Values             *Shape   // of a mapping: what fields hold that Fields does not name
	Open               bool     // a mapping may have fields that Fields does not name
	// Branches are the forms of a value that has several. Each holds what is said
	// above as well.
	Branches []*Shape
	// Discriminator is the field whose value tells which branch it is; empty when
	// they differ by type, or in no such way.
	Discriminator string

	types   kinds
	telling *telling
	fields  map[string]*Shape
	id      int
}

// Field is a field of a mapping.
type Field struct {
	Name     string
	Required bool
	Shape    *Shape
}

// Child is the shape under a key of a mapping, whichever branch has it; nil
// when nothing is said of it. A nil shape has no children.
func (s *Shape) Child(key string) *Shape {
	if s == nil {
		return nil
	}
	if child := s.fields[key]; child != nil {
		return child
	}
	for _, branch := range s.Branches {
		if child := branch.fields[key]; child != nil {
			return child
		}
	}
	return s.Values
}

// Item is the shape of the members of a list; nil when nothing is said of them.
func (s *Shape) Item() *Shape {
	if s == nil {
		return nil
	}
	if s.Items == nil {
		for _, branch := range s.Branches {
			if branch.Items != nil {
				return branch.Items
			}
		}
	}
	return s.Items
}

// Entry is the shape of the value of an entry of a node that has this shape.
func (s *Shape) Entry(n *document.Node, e *document.Entry) *Shape {
	if n.Kind == document.List {
		return s.Narrow(n).Item()
	}
	return s.Narrow(n).Child(e.Key)
}

// Narrow is the branch that a value belongs to, or the shape itself when there
// is but one or when it cannot be told.
func (s *Shape) Narrow(n *document.Node) *Shape {
	if s == nil || len(s.Branches) == 0 || n == nil {
		return s
	}
	if s.telling != nil {
		if value := n.Get(s.telling.field); value != nil {
			if i := s.telling.branch(value); i >= 0 {
				return s.Branches[i]
			}
		}
		return s
	}
	var found *Shape
	for _, branch := range s.Branches {
		if branch.types.accept(n) {
			if found != nil {
				return s
			}
			found = branch
		}
	}
	if found == nil {
		return s
	}
	return found
}

// Accepts says whether a value's type is among those allowed.
func (s *Shape) Accepts(n *document.Node) bool { return s == nil || s.types.accept(n) }

// shaper makes shapes of clauses, one for each set of clauses that hold
// together.
type shaper struct {
	made   map[string]*Shape
	failed bool // there are more than anyone can mean
}

// mostShapes bounds what a schema can unfold to by combining parts.
const mostShapes = 20_000

// shape makes the shape of the clauses together. Branches of the clauses in
// taken have been chosen already.
func (m *shaper) shape(clauses, taken []*clause) *Shape {
	all := conjunction(clauses)
	key := keyOf(all, taken)
	if s := m.made[key]; s != nil {
		return s
	}
	s := &Shape{id: len(m.made)}
	if len(m.made) >= mostShapes {
		m.failed = true
		return s
	}
	m.made[key] = s
	for _, c := range all {
		s.describe(c)
	}
	s.Types = s.types.names()
	m.fields(s, all)
	var items []*clause
	for _, c := range all {
		if c.items != nil {
			items = append(items, c.items)
		}
	}
	if len(items) > 0 {
		s.Items = m.shape(items, nil)
	}
	m.branches(s, all, taken)
	return s
}

func keyOf(all, taken []*clause) string {
	var b strings.Builder
	for _, c := range all {
		b.WriteString(strconv.Itoa(c.id))
		b.WriteByte(' ')
	}
	for _, c := range taken {
		b.WriteByte('-')
		b.WriteString(strconv.Itoa(c.id))
	}
	return b.String()
}

// describe adds what a clause says, unless one further out said it.
func (s *Shape) describe(c *clause) {
	for _, text := range [...]struct {
		target *string
		source string
	}{
		{&s.Title, c.title}, {&s.Description, c.description}, {&s.Docs, c.docs}, {&s.Format, c.format},
		{&s.Pattern, c.pattern}, {&s.Unit, c.unit}, {&s.XRef, c.xRef}, {&s.MergeKey, c.mergeKey},
	} {
		if *text.target == "" {
			*text.target = text.source
		}
	}
	switch {
	case s.types == anyType:
		s.types = c.types
	case c.types != anyType && s.types&c.types != 0:
		s.types &= c.types
	}
	if s.Enum == nil {
		s.Enum = values(c.enum)
	}
	if c.constant != nil && !s.IsConst {
		s.Const, s.IsConst = c.constant.Value(), true
	}
	if s.Default == nil && c.fallback != nil {
		s.Default = c.fallback.Value()
	}
	if s.Examples == nil {
		s.Examples = values(c.examples)
	}
	s.Sensitive = s.Sensitive || c.sensitive
	s.Deprecated = s.Deprecated || c.deprecated
	for _, row := range c.framework {
		if !slices.Contains(s.Framework, row) {
			s.Framework = append(s.Framework, row)
		}
	}
	for _, name := range c.required {
		if !slices.Contains(s.Required, name) {
			s.Required = append(s.Required, name)
		}
	}
}

func values(nodes []*document.Node) []any {
	var list []any
	for _, n := range nodes {
		list = append(list, n.Value())
	}
	return list
}

func (k kinds) names() []string {
	var list []string
	for i, name := range typeNames() {
		if k&(1<<i) != 0 {
			list = append(list, name[0])
		}
	}
	return list
}

// fields adds the fields of a mapping.
func (m *shaper) fields(s *Shape, all []*clause) {
	var rest []*clause
	closed := false
	for _, c := range all {
		closed = closed || c.closed
		if c.additional != nil {
			rest = append(rest, c.additional)
		}
		for _, p := range c.properties {
			if s.fields[p.name] != nil {
				continue
			}
			child := m.shape(underName(p.name, all), nil)
			if s.fields == nil {
				s.fields = map[string]*Shape{}
			}
			s.fields[p.name] = child
			s.Fields = append(s.Fields, Field{Name: p.name, Required: slices.Contains(s.Required, p.name), Shape: child})
		}
	}
	s.Open = !closed
	if len(rest) > 0 && !closed {
		s.Values = m.shape(rest, nil)
	}
}

// underName lists what clauses say about the value of a field.
func underName(name string, all []*clause) []*clause {
	var list []*clause
	for _, c := range all {
		known := false
		if sub := c.byName[name]; sub != nil {
			known, list = true, append(list, sub)
		}
		for _, p := range c.byPattern {
			if p.expression.MatchString(name) {
				known, list = true, append(list, p.clause)
			}
		}
		if !known && c.additional != nil {
			list = append(list, c.additional)
		}
	}
	return list
}

// branches adds the forms that the first clause with several says.
func (m *shaper) branches(s *Shape, all, taken []*clause) {
	for _, c := range all {
		forms := c.oneOf
		if len(forms) == 0 {
			forms = c.anyOf
		}
		if len(forms) == 0 || slices.Contains(taken, c) || onlyRequired(forms) {
			continue
		}
		for _, form := range forms {
			// The form's own words come before those of what it is a form of.
			s.Branches = append(s.Branches, m.shape(append([]*clause{form}, all...), append(slices.Clone(taken), c)))
		}
		s.telling = c.telling
		if s.telling != nil {
			s.Discriminator = s.telling.field
		}
		return
	}
}

// onlyRequired says whether branches do nothing but demand fields.
func onlyRequired(branches []*clause) bool {
	return !slices.ContainsFunc(branches, func(c *clause) bool { return len(c.at.Entries) != 1 || len(c.required) == 0 })
}
