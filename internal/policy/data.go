package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
)

// base gives the evaluator what stands in data, without a look into a store.
type base struct{ data ast.Object }

// Get is the value of a reference; nil where the store has to be asked.
func (b base) Get(ref ast.Ref) ast.Value {
	value, err := b.data.Find(ref[1:])
	if err != nil {
		return nil
	}
	return value
}

// Put is for values out of the store, where no more is than here.
func (base) Put(ast.Ref, ast.Value) {}

// data is what rules find in data.interlock: the run, the tree of regions, and
// the objects of the kinds that some rule looks up.
func (r *run) data() ast.Object {
	v := newValues()
	v.add("run", v.mapping("date", v.text(r.Date)))
	v.add("regions", r.regions(v))
	v.add("effective", r.byKind(v, func(o *catalog.Object, region string) *catalog.Form { return o.At(region) }))
	v.add("objects", r.byKind(v, func(o *catalog.Object, region string) *catalog.Form {
		if region != o.Region {
			return nil
		}
		return o.Home
	}))
	return v.mapping("interlock", v.object(0)).Value.(ast.Object)
}

func (r *run) regions(v *values) *ast.Term {
	tree := r.catalog.Regions
	outer := len(v.pairs)
	for _, name := range tree.Names {
		region := len(v.pairs)
		if name != catalog.Global {
			v.add("parent", v.text(tree.Parent(name)))
		}
		v.add("path", v.list(tree.Path(name)))
		v.add("children", v.list(tree.Children(name)))
		v.add("below", v.list(tree.Below(name)))
		spec := ast.ObjectTerm()
		if o := tree.Object(name); o != nil && o.Spec() != nil && !r.SetAside[o.Home] {
			spec = v.of(o.Spec())
		}
		v.add("spec", spec)
		v.add(name, v.object(region))
	}
	return v.object(outer)
}

// byKind is KIND → REGION → NAME → object for the kinds that rules look up.
func (r *run) byKind(v *values, form func(*catalog.Object, string) *catalog.Form) *ast.Term {
	byKind := len(v.pairs)
	for _, kind := range r.engine.lookedUp(r.catalog) {
		var objects []*catalog.Object
		for _, o := range r.catalog.Objects {
			if o.Kind == kind {
				objects = append(objects, o)
			}
		}
		byRegion := len(v.pairs)
		for _, region := range r.catalog.Regions.Names {
			byName := len(v.pairs)
			for _, o := range objects {
				if f := form(o, region); f != nil && !r.SetAside[f] {
					v.add(o.Name, v.of(f.Root))
				}
			}
			v.add(region, v.object(byName))
		}
		v.add(kind, v.object(byRegion))
	}
	return v.object(byKind)
}

// lookedUp are the kinds that rules look up in data.
func (e *Engine) lookedUp(c *catalog.Catalog) []string {
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
