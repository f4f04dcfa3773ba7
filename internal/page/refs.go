package page

import (
	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/graph"
)

// refs are the names in a form that lead to other objects; of what regions make
// of an object only those that are not in the form above.
func (b *builder) refs(f *catalog.Form) []Ref {
	var refs []Ref
	for _, r := range graph.References(b.Catalog, f) {
		if target := b.number(r.Target); target >= 0 {
			refs = append(refs, Ref{target, b.path(catalog.FormatPath(r.At, f.Object.Shape))})
		}
	}
	return refs
}
