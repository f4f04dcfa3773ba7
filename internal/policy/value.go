package policy

import (
	"encoding/json"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
)

// values turns what the catalog holds into terms of Rego. What forms of one
// object share, they share as terms too. It is for one goroutine.
type values struct {
	nodes   map[*document.Node]*ast.Term
	entries map[*catalog.Entry]*ast.Term
	objects map[*catalog.Object]*ast.Term
}

func newValues() *values {
	return &values{
		nodes: map[*document.Node]*ast.Term{}, entries: map[*catalog.Entry]*ast.Term{}, objects: map[*catalog.Object]*ast.Term{},
	}
}

func (v *values) of(n *document.Node) *ast.Term {
	if n == nil {
		return ast.NullTerm()
	}
	switch n.Kind {
	case document.Bool:
		return ast.InternedTerm(n.Text == "true")
	case document.Number:
		return ast.NumberTerm(json.Number(n.Text))
	case document.String:
		return ast.StringTerm(n.Text)
	case document.Null:
		return ast.NullTerm()
	}
	if made, found := v.nodes[n]; found {
		return made
	}
	var term *ast.Term
	if n.Kind == document.List {
		members := make([]*ast.Term, len(n.Entries))
		for i := range n.Entries {
			members[i] = v.of(n.Entries[i].Value)
		}
		term = ast.ArrayTerm(members...)
	} else {
		fields := make([][2]*ast.Term, len(n.Entries))
		for i := range n.Entries {
			fields[i] = [2]*ast.Term{ast.InternedTerm(n.Entries[i].Key), v.of(n.Entries[i].Value)}
		}
		term = ast.ObjectTerm(fields...)
	}
	v.nodes[n] = term
	return term
}

func object(fields ...any) *ast.Term {
	pairs := make([][2]*ast.Term, 0, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		value := fields[i+1].(*ast.Term)
		if value == nil {
			continue
		}
		pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(fields[i].(string)), value})
	}
	return ast.ObjectTerm(pairs...)
}

func texts(list []string) *ast.Term {
	terms := make([]*ast.Term, len(list))
	for i, s := range list {
		terms[i] = ast.StringTerm(s)
	}
	return ast.ArrayTerm(terms...)
}

func text(s string) *ast.Term { return ast.StringTerm(s) }

// nothing is the facts that a form has not.
var nothing = ast.ArrayTerm()

// input is what a rule of scope object sees of a form.
func (r *run) input(f *catalog.Form, v *values) *ast.Term {
	o := f.Object
	fields := []any{
		"object", v.of(f.Root), "home", text(o.Region), "region", text(f.Region), "regions", texts(f.Regions),
		"changes", v.changes(f), "standards", v.standards(r.catalog.Standards(o, f.Region)), "left", v.left(f),
	}
	switch o.Kind {
	case catalog.KindStandard:
		above := r.catalog.Above(o)
		pairs := make([][2]*ast.Term, 0, len(above))
		for field, entries := range above {
			pairs = append(pairs, [2]*ast.Term{text(strconv.Itoa(field)), v.entryList(entries)})
		}
		fields = append(fields, "above", ast.ObjectTerm(pairs...))
	case catalog.KindWaiver:
		fields = append(fields, "matches", ast.IntNumberTerm(r.matches[o]), "target", r.target(o, v))
	}
	return object(fields...)
}

func (v *values) changes(f *catalog.Form) *ast.Term {
	if len(f.Changes) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(f.Changes))
	for i, c := range f.Changes {
		var from, to *ast.Term
		if c.From != nil {
			from = v.of(c.From)
		}
		if c.To != nil {
			to = v.of(c.To)
		}
		terms[i] = object(
			"action", text(string(c.Action)), "path", text(c.Path), "at", texts(c.At),
			"inside", ast.InternedTerm(c.Inside), "list", ast.InternedTerm(c.List), "from", from, "to", to,
			"localization", v.named(c.Localization),
			"governed", v.entryList(c.Governed), "overruled", v.entryList(c.Overruled),
		)
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) named(o *catalog.Object) *ast.Term {
	term, made := v.objects[o]
	if !made {
		term = object("name", text(o.Name), "region", text(o.Region), "owner", text(o.Owner()))
		v.objects[o] = term
	}
	return term
}

func (v *values) entryList(entries []*catalog.Entry) *ast.Term {
	if len(entries) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(entries))
	for i, e := range entries {
		term, made := v.entries[e]
		if !made {
			term = v.entry(e)
			v.entries[e] = term
		}
		terms[i] = term
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) entry(e *catalog.Entry) *ast.Term {
	var bounds [][2]*ast.Term
	for _, name := range catalog.BoundNames() {
		if bound := e.Bounds.Get(name); bound != nil {
			bounds = append(bounds, [2]*ast.Term{ast.InternedTerm(name), v.of(bound)})
		}
	}
	return object(
		"standard", v.named(e.Standard), "field", ast.IntNumberTerm(e.Field), "path", text(e.Path),
		"stance", text(string(e.Stance)), "bounds", ast.ObjectTerm(bounds...),
	)
}

func (v *values) standards(standards []*catalog.Object) *ast.Term {
	if len(standards) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(standards))
	for i, s := range standards {
		terms[i] = object("name", text(s.Name), "region", text(s.Region), "owner", text(s.Owner()),
			"existence", text(s.Spec().Get("existence").Str()))
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) left(f *catalog.Form) *ast.Term {
	if len(f.Left) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(f.Left))
	for i, l := range f.Left {
		terms[i] = object(
			"path", text(l.Path), "at", texts(l.At), "standard", v.named(l.Entry.Standard),
			"field", ast.IntNumberTerm(l.Entry.Field), "regions", texts(l.Regions),
		)
	}
	return ast.ArrayTerm(terms...)
}

// target is what a waiver is for, as far as it exists.
func (r *run) target(waiver *catalog.Object, v *values) *ast.Term {
	of := waiver.Spec().Get("object")
	home := of.Get("region").Str()
	if home == "" {
		home = waiver.Region
	}
	o := r.catalog.Visible(of.Get("kind").Str(), home, of.Get("name").Str())
	if o == nil {
		return nil
	}
	var governed []*catalog.Entry
	if at, err := document.ParsePath(waiver.Spec().Get("path").Str()); err == nil {
		governed, _ = r.catalog.Governing(o, waiver.Region, at)
	}
	return object("owner", text(o.Owner()), "standards", v.standards(r.catalog.Standards(o, waiver.Region)), "governed", v.entryList(governed))
}
