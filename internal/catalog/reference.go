package catalog

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
)

// references checks that every name leads to an object, in every form.
func (c *Catalog) references() {
	for _, o := range c.Objects {
		if !c.refs.in(o.Shape) {
			continue
		}
		for _, f := range o.Forms {
			w := referenceWalk{c: c, form: f}
			var above *document.Node
			if f.Above != nil {
				above = f.Above.Root
			}
			w.walk(f.Root, above, o.Shape)
		}
		if o.Kind == KindStandard {
			c.selector(o)
		}
	}
}

// referenceWalk follows the names in one form.
type referenceWalk struct {
	c    *Catalog
	form *Form
	way  []turn // from the root to the value at hand
}

// turn is an entry that a walk went into.
type turn struct {
	node  *document.Node
	shape *schema.Shape
	entry int
}

// at is the path of the value at hand.
func (w *referenceWalk) at() document.Pointer {
	at := make(document.Pointer, len(w.way))
	for i, turn := range w.way {
		at[i], _ = entryStep(turn.node, turn.entry, turn.shape)
	}
	return at
}

// walk checks a value and what it holds. What the form above holds as well,
// the very same node, is checked there.
func (w *referenceWalk) walk(n, above *document.Node, shape *schema.Shape) {
	if n == above || shape == nil || !isCollection(n) && n.Kind != document.String {
		return
	}
	shape = shape.Narrow(n)
	if !isCollection(n) {
		if shape.XRef != "" && shape.XRef != "*" {
			w.name(n, shape.XRef)
		}
		return
	}
	if !w.c.refs.in(shape) {
		return
	}
	if n.Kind == document.Map && shape.XRef == "*" {
		w.object(n)
		return
	}
	next, depth := 0, len(w.way) // what composition keeps, it keeps in order
	for i := range n.Entries {
		var counterpart *document.Node
		if above != nil && above.Kind == n.Kind {
			if j := counterpartOf(above, next, n, i, shape); j >= 0 {
				counterpart, next = above.Entries[j].Value, j+1
			}
		}
		below := shape.Item()
		if n.Kind == document.Map {
			below = shape.Child(n.Entries[i].Key)
		}
		w.way = append(w.way, turn{n, shape, i})
		w.walk(n.Entries[i].Value, counterpart, below)
		w.way = w.way[:depth]
	}
}

// counterpartOf finds, from a position on, the entry that bears the name of
// entry i of another mapping or list of the same shape, -1 for none.
func counterpartOf(above *document.Node, from int, n *document.Node, i int, shape *schema.Shape) int {
	if from < len(above.Entries) && above.Entries[from].Value == n.Entries[i].Value {
		return from
	}
	name, _ := entryStep(n, i, shape)
	for j := from; j < len(above.Entries); j++ {
		if other, _ := entryStep(above, j, shape); other == name {
			return j
		}
	}
	return -1
}

// refShapes remembers which shapes have references at or below them.
type refShapes map[*schema.Shape]bool

// in says whether a shape has references at or below it. Shapes may contain
// themselves, so the answer is worked out for all that one leads to, backwards
// from those that are references.
func (r refShapes) in(s *schema.Shape) bool {
	if s == nil {
		return false
	}
	if has, known := r[s]; known {
		return has
	}
	holders := map[*schema.Shape][]*schema.Shape{}
	var having []*schema.Shape
	r[s] = false
	for waiting := []*schema.Shape{s}; len(waiting) > 0; {
		at := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if at.XRef != "" || r[at] {
			having = append(having, at)
		}
		for _, below := range parts(at) {
			holders[below] = append(holders[below], at)
			if _, known := r[below]; !known {
				r[below] = false
				waiting = append(waiting, below)
			} else if r[below] {
				having = append(having, below)
			}
		}
	}
	for len(having) > 0 {
		at := having[len(having)-1]
		having = having[:len(having)-1]
		r[at] = true
		for _, holder := range holders[at] {
			if !r[holder] {
				having = append(having, holder)
			}
		}
	}
	return r[s]
}

// parts are the shapes directly within one.
func parts(s *schema.Shape) []*schema.Shape {
	var all []*schema.Shape
	for _, part := range []*schema.Shape{s.Items, s.Values} {
		if part != nil {
			all = append(all, part)
		}
	}
	for _, field := range s.Fields {
		all = append(all, field.Shape)
	}
	return append(all, s.Branches...)
}

// name checks one name.
func (w *referenceWalk) name(n *document.Node, kind string) {
	if n.Text == "" {
		f := w.report(ruleReference, n, "an empty name leads to no "+kind)
		f.Help = "name the " + kind + ", or remove the field"
		return
	}
	if kind == KindRegion && n.Text == Global || w.c.sketched[kind][n.Text] {
		return
	}
	others := w.c.byName[kind][n.Text]
	// A name means the object that the region sees, else the only one of that name.
	if len(others) == 1 || len(others) > 1 && w.c.Visible(kind, w.form.Region, n.Text) != nil {
		return
	}
	if len(others) == 0 {
		w.unknown(n, kind)
		return
	}
	if w.c.Regions.isAdrift(w.form.Region) {
		return // what its region sees is not known
	}
	f := w.report(ruleAmbiguous, n, fmt.Sprintf("`%s` may be any of %d objects: %s", n.Text, len(others), homes(others)))
	for _, o := range others[:min(len(others), mostNamed)] {
		f.Related = append(f.Related, nameOf(o, o.ID().String())...)
	}
}

// mostNamed is how many objects a message names.
const mostNamed = 5

func homes(objects []*Object) string {
	var names []string
	for i, o := range objects {
		if i == mostNamed {
			names = append(names, "…")
			break
		}
		names = append(names, o.ID().String())
	}
	return strings.Join(names, ", ")
}

func (w *referenceWalk) unknown(n *document.Node, kind string, within ...string) {
	f := w.report(ruleReference, n, fmt.Sprintf("there is no %s `%s`", kind, n.Text), within...)
	w.c.suggest(f, kind, n.Text)
}

// report tells of a name that stands at the value at hand, or within it under some keys.
func (w *referenceWalk) report(r finding.Rule, n *document.Node, message string, within ...string) *finding.Finding {
	f := w.c.report(r, n.Location(), message)
	f.Object, f.Path = w.form.ID(), FormatPath(append(w.at(), within...), w.form.Object.Shape)
	f.Owner = w.form.Object.Owner()
	if writer := w.c.Writer(n.Location()); writer != nil {
		f.Owner = writer.Owner()
	}
	return f
}

// object checks a reference that names kind, name and perhaps region. What a
// localization changes is checked where it is composed.
func (w *referenceWalk) object(n *document.Node) {
	c := w.c
	kind, name, region := n.Get("kind"), n.Get("name"), n.Get("region")
	if kind.Str() == "" || name.Str() == "" || w.form.Object.Kind == KindLocalization || c.sketched[kind.Text][name.Text] {
		return
	}
	switch {
	case !c.schemas.Has(kind.Text):
		f := w.report(ruleReference, kind, fmt.Sprintf("there is no kind `%s`", kind.Text), "kind")
		if near := c.schemas.Nearest(kind.Text); near != "" {
			f.Label = "did you mean `" + near + "`?"
		}
	case region.Str() != "" && !c.Regions.Known(region.Text):
		if !c.sketched[KindRegion][region.Text] {
			w.unknown(region, KindRegion, "region")
		}
	case kind.Text == KindRegion && name.Text == Global:
	case len(c.byName[kind.Text][name.Text]) == 0:
		w.unknown(name, kind.Text, "name")
	case region.Str() != "" && c.Visible(kind.Text, region.Text, name.Text) == nil && !c.Regions.isAdrift(region.Text):
		f := w.report(ruleReference, name, fmt.Sprintf("%s has no %s `%s`; %s is not above it",
			region.Text, kind.Text, name.Text, homes(c.byName[kind.Text][name.Text])), "name")
		f.Related = nameOf(c.byName[kind.Text][name.Text][0], "the one of that name")
	}
}

// selector checks the kind and the names by which a standard selects objects.
func (c *Catalog) selector(o *Object) {
	selector := o.Spec().Get("for")
	kind := selector.Get("kind")
	if kind.Str() == "" {
		return // the schema's findings say so
	}
	if !c.schemas.Has(kind.Text) {
		f := c.tell(ruleReference, o, "spec.for.kind", kind.Location(), fmt.Sprintf("there is no kind `%s`", kind.Text))
		if near := c.schemas.Nearest(kind.Text); near != "" {
			f.Label = "did you mean `" + near + "`?"
		}
		return
	}
	names := selector.Get("names")
	if names == nil || names.Kind != document.List {
		return
	}
	for i := range names.Entries {
		name := names.Entries[i].Value
		if name.Str() == "" || c.sketched[kind.Text][name.Text] || len(c.byName[kind.Text][name.Text]) > 0 {
			continue
		}
		f := c.tell(ruleReference, o, fmt.Sprintf("spec.for.names[%d]", i), name.Location(), fmt.Sprintf("there is no %s `%s`", kind.Text, name.Text))
		c.suggest(f, kind.Text, name.Text)
	}
}

// nearest is the name of a kind's object most like a name; "" when none is near.
func (c *Catalog) nearest(kind, name string) string {
	id := kind + "/" + name
	if hint, known := c.hints[id]; known {
		return hint
	}
	names := make([]string, 0, len(c.byName[kind])+1)
	for other := range c.byName[kind] {
		names = append(names, other)
	}
	slices.Sort(names)
	if kind == KindRegion {
		names = append(names, Global)
	}
	c.hints[id] = c.closest(name, names)
	return c.hints[id]
}

// mostCompared bounds how many pairs of names are compared, unknown with known
// ones: each takes some 2 µs, and who misspells so much needs no hint.
const mostCompared = 100_000

// closest is the name most like another; "" when none is near, or when too
// many have been compared.
func (c *Catalog) closest(name string, names []string) string {
	if c.compared += len(names); c.compared > mostCompared {
		return ""
	}
	return schema.Nearest(name, names)
}
