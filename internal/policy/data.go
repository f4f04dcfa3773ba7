package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
)

// data is what rules find in data.interlock: the run, the tree of regions, and
// the objects of the kinds that some rule looks up.
func (r *run) data() ast.Object {
	root := object("interlock", object(
		"run", object("date", text(r.Date)),
		"regions", r.regions(),
		"effective", r.byKind(func(o *catalog.Object, region string) *catalog.Form { return o.At(region) }),
		"objects", r.byKind(func(o *catalog.Object, region string) *catalog.Form {
			if region != o.Region {
				return nil
			}
			return o.Home
		}),
	))
	return root.Value.(ast.Object)
}

func (r *run) regions() *ast.Term {
	tree := r.catalog.Regions
	pairs := make([][2]*ast.Term, len(tree.Names))
	for i, name := range tree.Names {
		spec := ast.ObjectTerm()
		if o := tree.Object(name); o != nil && o.Spec() != nil && !r.SetAside[o.Home] {
			spec = r.shared.of(o.Spec())
		}
		var parent *ast.Term
		if name != catalog.Global {
			parent = text(tree.Parent(name))
		}
		pairs[i] = [2]*ast.Term{text(name), object(
			"parent", parent, "path", texts(tree.Path(name)), "children", texts(tree.Children(name)),
			"below", texts(tree.Below(name)), "spec", spec,
		)}
	}
	return ast.ObjectTerm(pairs...)
}

// byKind is KIND → REGION → NAME → object for the kinds that rules look up.
func (r *run) byKind(form func(*catalog.Object, string) *catalog.Form) *ast.Term {
	kinds := r.engine.reads(r.catalog)
	byKind := make([][2]*ast.Term, 0, len(kinds))
	for _, kind := range kinds {
		var objects []*catalog.Object
		for _, o := range r.catalog.Objects {
			if o.Kind == kind {
				objects = append(objects, o)
			}
		}
		byRegion := make([][2]*ast.Term, 0, len(r.catalog.Regions.Names))
		for _, region := range r.catalog.Regions.Names {
			var byName [][2]*ast.Term
			for _, o := range objects {
				if f := form(o, region); f != nil && !r.SetAside[f] {
					byName = append(byName, [2]*ast.Term{text(o.Name), r.shared.of(f.Root)})
				}
			}
			byRegion = append(byRegion, [2]*ast.Term{text(region), ast.ObjectTerm(byName...)})
		}
		byKind = append(byKind, [2]*ast.Term{text(kind), ast.ObjectTerm(byRegion...)})
	}
	return ast.ObjectTerm(byKind...)
}

// reads are the kinds that rules look up in data.
func (e *Engine) reads(c *catalog.Catalog) []string {
	var kinds []string
	add := func(more ...string) {
		for _, kind := range more {
			if kind == "*" {
				for _, o := range c.Objects {
					if !slices.Contains(kinds, o.Kind) {
						kinds = append(kinds, o.Kind)
					}
				}
			} else if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	for _, rule := range e.rules {
		add(rule.reads...)
		if rule.Rule.Scope == string(ScopeRepository) {
			add(rule.kinds...)
		}
	}
	slices.Sort(kinds)
	return kinds
}
