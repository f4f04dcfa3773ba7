package policy

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
)

// scopeOf is the scope of a rule; empty for one that there is not.
func (e *Engine) scopeOf(id string) Scope {
	for _, rule := range e.rules {
		if rule.ID == id {
			return Scope(rule.Rule.Scope)
		}
	}
	return ""
}

// edits runs the rules of scope change over what differs from the base.
func (r *run) edits(ctx context.Context) ([]finding.Finding, error) {
	if r.Base == nil {
		return nil, nil
	}
	var all []finding.Finding
	queries := map[string]*query{}
	w := r.worker()
	for _, e := range r.Base.Comparison.Edits {
		if e.Base != nil && r.Base.SetAside[e.Base.Home] || e.Head != nil && r.SetAside[e.Head.Home] {
			continue // the caller tells that it cannot be judged
		}
		kind := e.Object().Kind
		q := queries[kind]
		if q == nil {
			var err error
			if q, err = r.prepare(func(one *rule) bool { return one.Rule.Scope == string(ScopeChange) && one.takes(kind) }); err != nil {
				return nil, err
			}
			queries[kind] = q
		}
		if len(q.rules) == 0 {
			continue
		}
		w.values.next()
		of := subject{edit: e}
		if e.Head != nil {
			of.form = e.Head.Home
		}
		input := w.edit(e, q.reads)
		w.memo.next()
		findings, err := w.evaluate(ctx, q, input, of)
		if err != nil {
			return nil, fmt.Errorf("%w\n  while looking at what became of %s", err, e.Object().ID())
		}
		all = append(all, findings...)
	}
	return all, ctx.Err()
}

// edit is what rules of scope change see of an edit: of all that they could, what
// those at hand read.
func (w *worker) edit(e *catalog.Edit, reads *reads) *ast.Term {
	v, o := w.values, e.Object()
	outer := len(v.pairs)
	fact := func(name string, make func() *ast.Term) {
		if reads.at(name) != nil {
			v.add(name, make())
		}
	}
	v.add("action", v.text(string(e.Fate)))
	v.add("kind", v.text(o.Kind))
	v.add("name", v.text(o.Name))
	v.add("region", v.text(o.Region))
	v.add("owner", v.text(o.Owner()))
	if e.Base != nil {
		v.add("previous", v.text(e.Base.Name))
		fact("before", func() *ast.Term { return v.part(e.Base.Doc.Root, reads.at("before")) })
	}
	if e.Head != nil {
		fact("after", func() *ast.Term { return v.part(e.Head.Doc.Root, reads.at("after")) })
	}
	fact("values", func() *ast.Term { return list(e.Values, v.difference) })
	fact("effects", func() *ast.Term { return list(e.Effects, v.outcome) })
	fact("reached", func() *ast.Term { return ast.IntNumberTerm(e.Reached()) })
	fact("relied", func() *ast.Term { return list(e.Relied, v.reliance) })
	fact("guards", func() *ast.Term { return list(e.Guards, v.guard) })
	fact("localized", func() *ast.Term { return list(e.Localized, v.localized) })
	if e.Twin != nil {
		v.add("twin", v.id(e.Twin.ID()))
	}
	return v.object(outer)
}

func list[T any](members []T, term func(T) *ast.Term) *ast.Term {
	terms := make([]*ast.Term, len(members))
	for i, m := range members {
		terms[i] = term(m)
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) id(id finding.Object) *ast.Term {
	outer := len(v.pairs)
	v.add("kind", v.text(id.Kind))
	v.add("name", v.text(id.Name))
	v.add("region", v.text(id.Region))
	return v.object(outer)
}

// optional adds a value where there is one.
func (v *values) optional(key string, n *document.Node) {
	if n != nil {
		v.add(key, v.of(n))
	}
}

func (v *values) difference(d *catalog.Value) *ast.Term {
	outer := len(v.pairs)
	v.add("action", v.text(string(d.Action)))
	v.add("path", v.text(d.Path))
	v.add("at", v.list(d.At))
	v.add("list", ast.InternedTerm(d.List))
	v.optional("from", d.From)
	v.optional("to", d.To)
	v.add("regions", v.list(d.Regions))
	v.add("held", list(d.Held, func(h *catalog.Held) *ast.Term {
		outer := len(v.pairs)
		v.add("localization", v.name(h.By))
		v.add("regions", v.list(h.Regions))
		return v.object(outer)
	}))
	return v.object(outer)
}

func (v *values) outcome(e *catalog.Effect) *ast.Term {
	outer := len(v.pairs)
	v.add("object", v.id(e.Object.ID()))
	v.add("path", v.text(e.Path))
	v.add("gone", ast.InternedTerm(e.Gone))
	v.optional("from", e.From)
	v.optional("to", e.To)
	v.add("regions", v.list(e.Regions))
	return v.object(outer)
}

func (v *values) reliance(r *catalog.Reliance) *ast.Term {
	outer := len(v.pairs)
	v.add("object", v.id(r.Form.ID()))
	v.add("owner", v.text(r.Object.Owner()))
	v.add("path", v.text(r.Path))
	v.add("at", v.list(r.At))
	if r.Now != nil {
		v.add("now", v.id(r.Now.ID()))
	}
	v.add("alike", ast.InternedTerm(r.Alike))
	return v.object(outer)
}

func (v *values) guard(g *catalog.Guard) *ast.Term {
	outer := len(v.pairs)
	v.add("before", v.entryList([]*catalog.Entry{g.Entry}).Value.(*ast.Array).Elem(0))
	v.add("after", v.entryList(g.After))
	v.add("objects", list(g.Objects, func(o *catalog.Object) *ast.Term { return v.id(o.ID()) }))
	v.add("regions", v.list(g.Regions))
	return v.object(outer)
}

func (v *values) localized(l *catalog.Localized) *ast.Term {
	outer := len(v.pairs)
	v.add("object", v.id(l.Form.ID()))
	v.add("above", v.text(l.Form.Above.Region))
	v.add("localization", v.name(l.By))
	v.add("path", v.text(l.Path))
	v.add("at", v.list(l.At))
	v.add("was", v.change(l.Was, v.name(l.Was.Localization)))
	if l.Now != nil {
		v.add("now", v.change(l.Now, v.name(l.Now.Localization)))
	}
	return v.object(outer)
}

// trace points a finding about an object that is gone at a place that is there,
// and shows where it stood.
func (r *run) trace(f *finding.Finding, was *catalog.Object, path document.Pointer) {
	found := was.Home.Lookup(path)
	f.Path = catalog.FormatPath(append(found.At, path[len(found.At):]...), was.Shape)
	f.At, _ = r.Base.Comparison.Trace(was)
	if f.Owner == "" {
		f.Owner = was.Owner()
	}
	f.Related = append(f.Related, finding.Related{At: found.Place(), Message: "it stood here", Base: true})
}
