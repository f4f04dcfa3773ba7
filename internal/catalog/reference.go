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
			w.walk(f.Root, above, o.Shape, nil)
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
}

// walk checks a value and what it holds. What the form above holds as well,
// the very same node, is checked there.
func (w *referenceWalk) walk(n, above *document.Node, shape *schema.Shape, at document.Pointer) {
	if n == above || !w.c.refs.in(shape) {
		return
	}
	shape = shape.Narrow(n)
	kind := xRef(shape)
	switch {
	case n.Kind == document.Map && kind == "*":
		w.object(n, at)
	case n.Kind == document.Map || n.Kind == document.List:
		next := 0 // what composition keeps, it keeps in order
		for i := range n.Entries {
			name, below := entryStep(n, i, shape)
			counterpart := (*document.Node)(nil)
			if j := counterpartOf(above, next, n.Kind, name, shape); j >= 0 {
				counterpart, next = above.Entries[j].Value, j+1
			}
			w.walk(n.Entries[i].Value, counterpart, below, append(at, name))
		}
	case n.Kind == document.String && kind != "" && kind != "*":
		w.name(n, kind, at)
	}
}

// counterpartOf finds the entry of a name from a position on, -1 for none.
func counterpartOf(n *document.Node, from int, kind document.Kind, name string, shape *schema.Shape) int {
	if n == nil || n.Kind != kind {
		return -1
	}
	for i := from; i < len(n.Entries); i++ {
		if other, _ := entryStep(n, i, shape); other == name {
			return i
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
func (w *referenceWalk) name(n *document.Node, kind string, at document.Pointer) {
	if n.Text == "" || kind == KindRegion && n.Text == Global || w.c.sketched[kind][n.Text] {
		return
	}
	others := w.c.byName[kind][n.Text]
	// A name means the object that the region sees, else the only one of that name.
	if len(others) == 1 || len(others) > 1 && w.c.Visible(kind, w.form.Region, n.Text) != nil {
		return
	}
	if len(others) == 0 {
		w.unknown(n, kind, at)
		return
	}
	if w.c.Regions.isAdrift(w.form.Region) {
		return // what its region sees is not known
	}
	f := w.report(ruleAmbiguous, n, at, fmt.Sprintf("`%s` may be any of %d objects: %s", n.Text, len(others), homes(others)))
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

func (w *referenceWalk) unknown(n *document.Node, kind string, at document.Pointer) {
	f := w.report(ruleReference, n, at, fmt.Sprintf("there is no %s `%s`", kind, n.Text))
	w.c.suggest(f, kind, n.Text)
}

func (w *referenceWalk) report(r finding.Rule, n *document.Node, at document.Pointer, message string) *finding.Finding {
	f := w.c.report(r, n.Location(), message)
	f.Object, f.Path = w.form.ID(), FormatPath(at, w.form.Object.Shape)
	f.Owner = w.form.Object.Owner()
	if writer := w.c.Writer(n.Location()); writer != nil {
		f.Owner = writer.Owner()
	}
	return f
}

// object checks a reference that names kind, name and perhaps region. What a
// localization changes is checked where it is composed.
func (w *referenceWalk) object(n *document.Node, at document.Pointer) {
	c := w.c
	kind, name, region := n.Get("kind"), n.Get("name"), n.Get("region")
	if kind.Str() == "" || name.Str() == "" || w.form.Object.Kind == KindLocalization || c.sketched[kind.Text][name.Text] {
		return
	}
	below := func(key string) document.Pointer { return append(slices.Clone(at), key) }
	switch {
	case !c.schemas.Has(kind.Text):
		f := w.report(ruleReference, kind, below("kind"), fmt.Sprintf("there is no kind `%s`", kind.Text))
		if near := c.schemas.Nearest(kind.Text); near != "" {
			f.Label = "did you mean `" + near + "`?"
		}
	case region.Str() != "" && !c.Regions.Known(region.Text):
		if !c.sketched[KindRegion][region.Text] {
			w.unknown(region, KindRegion, below("region"))
		}
	case kind.Text == KindRegion && name.Text == Global:
	case len(c.byName[kind.Text][name.Text]) == 0:
		w.unknown(name, kind.Text, below("name"))
	case region.Str() != "" && c.Visible(kind.Text, region.Text, name.Text) == nil && !c.Regions.isAdrift(region.Text):
		f := w.report(ruleReference, name, below("name"), fmt.Sprintf("%s has no %s `%s`; %s is not above it",
			region.Text, kind.Text, name.Text, homes(c.byName[kind.Text][name.Text])))
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
