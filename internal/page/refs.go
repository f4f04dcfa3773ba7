package page

import (
	"cmp"
	"strconv"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// refs are the names in a form that lead to other objects; of what regions make
// of an object only those that are not in the form above.
func (b *builder) refs(f *catalog.Form) []Ref {
	w := refWalk{b: b, form: f}
	var above *document.Node
	if f.Above != nil {
		above = f.Above.Root
	}
	w.walk(f.Root, above, f.Object.Shape, nil)
	return w.found
}

type refWalk struct {
	b     *builder
	form  *catalog.Form
	found []Ref
}

func (w *refWalk) walk(n, above *document.Node, shape *schema.Shape, at document.Pointer) {
	if n == above || shape == nil || n == nil {
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
			w.walk(e.Value, above.Get(e.Key), shape.Child(e.Key), append(at, e.Key))
		}
	case n.Kind == document.List:
		for i := range n.Entries {
			member := n.Entries[i].Value
			var before *document.Node
			if above != nil && above.Kind == document.List {
				if j := counterpart(member, above); j >= 0 {
					before = above.Entries[j].Value
				}
			}
			step := strconv.Itoa(i)
			if name := member.Get(shape.MergeKey).Str(); shape.MergeKey != "" && name != "" {
				step = name
			}
			w.walk(member, before, shape.Item(), append(at, step))
		}
	}
}

func (w *refWalk) add(kind, region, name string, at document.Pointer) {
	if name == "" || !w.b.Catalog.Regions.Known(region) {
		return
	}
	target := w.b.number(w.b.Catalog.Visible(kind, region, name))
	if target < 0 {
		// A localization may name an object of a region below its own.
		if all := w.b.Catalog.Named(kind, name); len(all) > 0 {
			target = w.b.number(all[0])
		}
	}
	if target >= 0 {
		w.found = append(w.found, Ref{target, w.b.path(catalog.FormatPath(at, w.form.Object.Shape))})
	}
}
