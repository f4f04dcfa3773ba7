package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// Reliance is a place in head that names an object.
type Reliance struct {
	Object *Object // of head: who names it
	Form   *Form
	At     document.Pointer
	Path   string
	// Now is what the name of an object that is gone means in head; nil for
	// nothing. Alike says that it is of the same content.
	Now   *Object
	Alike bool
}

// reliances finds who names what was edited, and who still names what is gone.
func (c *Comparison) reliances() {
	if len(c.Edits) == 0 {
		return
	}
	gone := false
	for _, e := range c.Edits {
		gone = gone || e.Fate == Deleted
	}
	c.Head.naming(func(target *Object, by *Form, at document.Pointer, _ *document.Node) {
		if e := c.ofHead[target]; e != nil && target != by.Object {
			e.Relied = append(e.Relied, reliance(by, at))
		}
	})
	if !gone {
		return
	}
	still := map[*Object]*Object{}
	for _, p := range c.pairs {
		still[p.base] = p.head
	}
	c.Base.naming(func(target *Object, by *Form, at document.Pointer, name *document.Node) {
		e, holder := c.ofBase[target], still[by.Object]
		if e == nil || e.Fate != Deleted || holder == nil {
			return
		}
		form := holder.At(by.Region)
		if form == nil {
			return
		}
		if found := form.Lookup(at); found.Whole && document.Equal(found.Node, name) {
			r := reliance(form, at)
			if r.Now = c.Head.meaning(target.Kind, by.Region, name.Text); r.Now != nil {
				r.Alike = document.Equal(target.Spec(), r.Now.Spec())
			}
			e.Relied = append(e.Relied, r)
		}
	})
}

func reliance(by *Form, at document.Pointer) *Reliance {
	return &Reliance{Object: by.Object, Form: by, At: at, Path: FormatPath(at, by.Object.Shape)}
}

// naming calls visit for each name that leads to an object, in every form; what a
// form shares with one above it is told there.
func (c *Catalog) naming(visit func(target *Object, by *Form, at document.Pointer, name *document.Node)) {
	for _, o := range c.Objects {
		if !c.refs.in(o.Shape) {
			continue
		}
		var seen map[*document.Node]bool
		if len(o.Forms) > 1 {
			seen = map[*document.Node]bool{}
		}
		for _, f := range o.Forms {
			n := namer{c: c, form: f, seen: seen, visit: visit}
			n.walk(f.Root, o.Shape, nil)
		}
		if o.Kind == KindStandard {
			c.namedBySelector(o, visit)
		}
	}
}

// namer follows the names of one form.
type namer struct {
	c     *Catalog
	form  *Form
	seen  map[*document.Node]bool // of forms above; nil where there is one form only
	visit func(*Object, *Form, document.Pointer, *document.Node)
}

func (w namer) walk(n *document.Node, shape *schema.Shape, at document.Pointer) {
	if shape == nil || w.seen[n] {
		return
	}
	shape = shape.Narrow(n)
	if !isCollection(n) {
		if n.Kind == document.String && shape.XRef != "" && shape.XRef != "*" {
			w.name(shape.XRef, w.form.Region, n.Text, at, n)
		}
		if w.seen != nil && n.Kind == document.String {
			w.seen[n] = true
		}
		return
	}
	if !w.c.refs.in(shape) {
		return
	}
	if n.Kind == document.Map && shape.XRef == "*" {
		region := n.Get("region").Str()
		if region == "" {
			region = w.form.Region
		}
		if name := n.Get("name"); name.Str() != "" {
			w.name(n.Get("kind").Str(), region, name.Text, append(at, "name"), name)
		}
		return
	}
	for i := range n.Entries {
		name, below := entryStep(n, i, shape)
		w.walk(n.Entries[i].Value, below, append(at, name))
	}
}

func (w namer) name(kind, region, name string, at document.Pointer, n *document.Node) {
	if target := w.c.meaning(kind, region, name); target != nil {
		w.visit(target, w.form, slices.Clone(at), n)
	}
}

// meaning is the object that a name means: the one that the region sees, else
// the only one of that name; nil for none.
func (c *Catalog) meaning(kind, region, name string) *Object {
	if others := c.byName[kind][name]; len(others) == 1 {
		return others[0]
	}
	return c.Visible(kind, region, name)
}

func (c *Catalog) namedBySelector(o *Object, visit func(*Object, *Form, document.Pointer, *document.Node)) {
	selector := o.Spec().Get("for")
	names := selector.Get("names")
	if names == nil || names.Kind != document.List {
		return
	}
	for i := range names.Entries {
		name := names.Entries[i].Value
		for _, target := range c.byName[selector.Get("kind").Str()][name.Str()] {
			step, _ := entryStep(names, i, nil)
			visit(target, o.Home, document.Pointer{"spec", "for", "names", step}, name)
		}
	}
}
