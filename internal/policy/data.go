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
	shown{r.catalog, r.SetAside, r.engine.lookedUp(r.catalog, r.Base != nil)}.add(v)
	if r.Base != nil {
		outer := len(v.pairs)
		base := r.Base.Comparison.Base
		shown{base, r.Base.SetAside, r.engine.lookedUpInBase(base)}.add(v)
		v.add("base", v.object(outer))
	}
	return v.mapping("interlock", v.object(0)).Value.(ast.Object)
}

// shown is a catalog as rules see it.
type shown struct {
	catalog *catalog.Catalog
	aside   map[*catalog.Form]bool
	kinds   []string
}

func (s shown) add(v *values) {
	v.add("regions", s.regions(v))
	v.add("effective", s.byKind(v, func(o *catalog.Object, region string) *catalog.Form { return o.At(region) }))
	v.add("objects", s.byKind(v, func(o *catalog.Object, region string) *catalog.Form {
		if region != o.Region {
			return nil
		}
		return o.Home
	}))
}

func (s shown) regions(v *values) *ast.Term {
	tree := s.catalog.Regions
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
		if o := tree.Object(name); o != nil && o.Spec() != nil && !s.aside[o.Home] {
			spec = v.of(o.Spec())
		}
		v.add("spec", spec)
		v.add(name, v.object(region))
	}
	return v.object(outer)
}

// byKind is KIND → REGION → NAME → object for the kinds that rules look up.
func (s shown) byKind(v *values, form func(*catalog.Object, string) *catalog.Form) *ast.Term {
	byKind := len(v.pairs)
	for _, kind := range s.kinds {
		var objects []*catalog.Object
		for _, o := range s.catalog.Objects {
			if o.Kind == kind {
				objects = append(objects, o)
			}
		}
		byRegion := len(v.pairs)
		for _, region := range s.catalog.Regions.Names {
			byName := len(v.pairs)
			for _, o := range objects {
				if f := form(o, region); f != nil && !s.aside[f] {
					v.add(o.Name, v.of(f.Root))
				}
			}
			v.add(region, v.object(byName))
		}
		v.add(kind, v.object(byRegion))
	}
	return v.object(byKind)
}

// lookedUp are the kinds that rules look up in data; changes says whether rules
// of scope change are among them.
func (e *Engine) lookedUp(c *catalog.Catalog, changes bool) []string {
	var kinds []string
	for _, rule := range e.rules {
		if rule.Rule.Scope == string(ScopeChange) && !changes {
			continue
		}
		kinds = append(kinds, rule.reads...)
		if rule.Rule.Scope == string(ScopeRepository) {
			kinds = append(kinds, rule.kinds...)
		}
	}
	return kindsOf(c, kinds)
}

// lookedUpInBase are the kinds that rules of scope change look up, in both catalogs.
func (e *Engine) lookedUpInBase(c *catalog.Catalog) []string {
	var kinds []string
	for _, rule := range e.rules {
		if rule.Rule.Scope == string(ScopeChange) {
			kinds = append(kinds, rule.reads...)
		}
	}
	return kindsOf(c, kinds)
}

// kindsOf sorts kinds, each once; "*" stands for all that a catalog has.
func kindsOf(c *catalog.Catalog, kinds []string) []string {
	var all []string
	for _, kind := range kinds {
		if kind != "*" {
			all = append(all, kind)
			continue
		}
		for _, o := range c.Objects {
			if len(all) == 0 || all[len(all)-1] != o.Kind {
				all = append(all, o.Kind)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
