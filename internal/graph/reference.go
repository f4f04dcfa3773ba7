package graph

import (
	"cmp"
	"slices"
	"strconv"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// Reference is a name in a form that leads to an object.
type Reference struct {
	Target *catalog.Object
	At     document.Pointer
}

// References lists the names in a form that lead to other objects; of a form
// that regions made only those that are not in the form above.
func References(c *catalog.Catalog, f *catalog.Form) []Reference {
	w := walk{c: c, form: f}
	var above *document.Node
	if f.Above != nil {
		above = f.Above.Root
	}
	w.into(f.Root, above, f.Object.Shape, nil)
	return w.found
}

type walk struct {
	c     *catalog.Catalog
	form  *catalog.Form
	found []Reference
}

func (w *walk) into(n, above *document.Node, shape *schema.Shape, at document.Pointer) {
	if n == nil || n == above || shape == nil {
		return
	}
	shape = shape.Narrow(n)
	switch {
	case n.Kind == document.String && shape.XRef != "" && shape.XRef != "*":
		w.add(shape.XRef, w.form.Region, n.Text, at)
	case n.Kind == document.Map && shape.XRef == "*":
		w.add(n.Get("kind").Str(), cmp.Or(n.Get("region").Str(), w.form.Region), n.Get("name").Str(), at)
	case n.Kind == document.Map:
		for i := range n.Entries {
			e := &n.Entries[i]
			w.into(e.Value, above.Get(e.Key), shape.Child(e.Key), append(at, e.Key))
		}
	case n.Kind == document.List:
		for i := range n.Entries {
			member := n.Entries[i].Value
			step := strconv.Itoa(i)
			if name := member.Get(shape.MergeKey).Str(); shape.MergeKey != "" && name != "" {
				step = name
			}
			w.into(member, Counterpart(member, above), shape.Item(), append(at, step))
		}
	}
}

// Counterpart is the member of a list above that a node is, or took the place of;
// nil for none.
func Counterpart(n, above *document.Node) *document.Node {
	if above == nil || above.Kind != document.List {
		return nil
	}
	for i := range above.Entries {
		if v := above.Entries[i].Value; v == n || n.Over != nil && v == n.Over {
			return v
		}
	}
	return nil
}

func (w *walk) add(kind, region, name string, at document.Pointer) {
	if name == "" || !w.c.Regions.Known(region) {
		return
	}
	target := w.c.Visible(kind, region, name)
	if target == nil {
		// A localization may name an object of a region below its own.
		if all := w.c.Named(kind, name); len(all) > 0 {
			target = all[0]
		}
	}
	if target != nil {
		w.found = append(w.found, Reference{target, slices.Clone(at)})
	}
}

// OfReferences draws which objects name which; around one object only what it
// names and what names it, where one is given. Who owns an object and where it
// belongs is left out: all lead there. In a region, it is what is effective there.
func OfReferences(c *catalog.Catalog, around *catalog.Object, region string) *Graph {
	g := &Graph{Title: "References", Across: true}
	if around != nil {
		g.Title = "References of " + around.ID().String()
	}
	at := map[any]int{}
	box := func(o *catalog.Object) int {
		return g.node(at, o, func() Node {
			n := Node{Title: title(o), Notes: []string{o.Kind}}
			if o.Region != catalog.Global {
				n.Notes[0] += ", " + o.Region
			}
			if o == around {
				n.Look = Central
			}
			return n
		})
	}
	type arrow struct{ from, to *catalog.Object }
	drawn := map[arrow]int{}
	for _, o := range c.Objects {
		for _, f := range formsIn(o, region) {
			for _, r := range References(c, f) {
				if r.At[0] == "metadata" || r.Target == o || around != nil && o != around && r.Target != around {
					continue
				}
				label := field(r.At)
				if i, known := drawn[arrow{o, r.Target}]; known {
					if e := &g.Edges[i]; e.Label != label {
						e.Label = ""
					}
					continue
				}
				drawn[arrow{o, r.Target}] = len(g.Edges)
				g.Edges = append(g.Edges, Edge{From: box(o), To: box(r.Target), Label: label, Dashed: f.Above != nil && region == ""})
			}
		}
	}
	if around != nil {
		box(around)
	}
	return g
}

// field is the name of the field that holds a reference, without positions.
func field(at document.Pointer) string {
	for i := len(at) - 1; i > 0; i-- {
		if _, err := strconv.Atoi(at[i]); err != nil {
			return at[i]
		}
	}
	return ""
}

// formsIn are the forms of an object to be drawn: the one that is effective in a
// region, or all.
func formsIn(o *catalog.Object, region string) []*catalog.Form {
	if region == "" {
		return o.Forms
	}
	f := o.At(region)
	if f == nil {
		return nil
	}
	var chain []*catalog.Form // what it takes over is told by the forms above
	for ; f != nil; f = f.Above {
		chain = append(chain, f)
	}
	return chain
}

func title(o *catalog.Object) string { return cmp.Or(o.Spec().Get("title").Str(), o.Name) }
