package policy

import (
	"cmp"
	"encoding/json"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// values turns what the catalog holds into terms of Rego. What forms of one
// object share, they share as terms too. It is for one goroutine.
type values struct {
	texts   map[string]*ast.Term
	entries map[*catalog.Entry]*ast.Term
	named   map[*catalog.Object]*ast.Term // standards
	nodes   map[*document.Node]*ast.Term  // of the object at hand
	pairs   [][2]*ast.Term                // of the mappings that are being made, the innermost last
}

func newValues() *values {
	return &values{
		texts: map[string]*ast.Term{}, entries: map[*catalog.Entry]*ast.Term{}, named: map[*catalog.Object]*ast.Term{},
		nodes: map[*document.Node]*ast.Term{},
	}
}

// next forgets what only the forms of one object share.
func (v *values) next() { clear(v.nodes) }

// Which texts are worth remembering: the vocabulary that documents share, and
// not what somebody wrote once.
const (
	rememberedLength = 32
	rememberedTexts  = 1 << 14
)

func (v *values) text(s string) *ast.Term {
	if term, found := v.texts[s]; found {
		return term
	}
	term := ast.StringTerm(s)
	if len(s) <= rememberedLength && len(v.texts) < rememberedTexts {
		v.texts[s] = term
	}
	return term
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
		return v.text(n.Text)
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
		outer := len(v.pairs)
		for i := range n.Entries {
			v.add(n.Entries[i].Key, v.of(n.Entries[i].Value))
		}
		term = v.object(outer)
	}
	v.nodes[n] = term
	return term
}

// part is what reads names of a node: of a mapping the fields that are read, of
// anything else all of it.
func (v *values) part(n *document.Node, reads *reads) *ast.Term {
	if reads.whole || n == nil || n.Kind != document.Map {
		return v.of(n)
	}
	outer := len(v.pairs)
	for i := range n.Entries {
		if below := reads.fields[n.Entries[i].Key]; below != nil {
			v.add(n.Entries[i].Key, v.part(n.Entries[i].Value, below))
		}
	}
	return v.object(outer)
}

// add adds a field to the mapping that is being made; a nil value is none.
func (v *values) add(key string, value *ast.Term) {
	if value != nil {
		v.pairs = append(v.pairs, [2]*ast.Term{v.text(key), value})
	}
}

// object is the mapping of the fields that were added since there were outer.
func (v *values) object(outer int) *ast.Term {
	term := ast.ObjectTerm(v.pairs[outer:]...)
	v.pairs = v.pairs[:outer]
	return term
}

// mapping is one of a single field.
func (v *values) mapping(key string, value *ast.Term) *ast.Term {
	outer := len(v.pairs)
	v.add(key, value)
	return v.object(outer)
}

func (v *values) list(list []string) *ast.Term {
	terms := make([]*ast.Term, len(list))
	for i, s := range list {
		terms[i] = v.text(s)
	}
	return ast.ArrayTerm(terms...)
}

// nothing is the facts that a form has not.
var nothing = ast.ArrayTerm()

// input is what rules of scope object see of a form: of all that they could,
// what those at hand read.
func (r *run) input(f *catalog.Form, v *values, reads *reads) *ast.Term {
	o := f.Object
	outer := len(v.pairs)
	fact := func(name string, make func() *ast.Term) {
		if reads.at(name) != nil {
			v.add(name, make())
		}
	}
	fact("object", func() *ast.Term { return v.part(f.Root, reads.at("object")) })
	fact("home", func() *ast.Term { return v.text(o.Region) })
	fact("region", func() *ast.Term { return v.text(f.Region) })
	fact("regions", func() *ast.Term { return v.list(f.Regions) })
	fact("changes", func() *ast.Term { return v.changes(f.Changes) })
	fact("repeats", func() *ast.Term { return v.changes(f.Repeats) })
	if f == o.Home && len(o.Forms) > 2 {
		fact("choices", func() *ast.Term { return v.choices(r.catalog.Choices(o)) })
	}
	fact("standards", func() *ast.Term { return v.standards(r.catalog.Standards(o, f.Region)) })
	fact("left", func() *ast.Term { return v.left(f) })
	switch o.Kind {
	case catalog.KindStandard:
		fact("above", func() *ast.Term { return v.above(r.catalog.Above(o)) })
		fact("described", func() *ast.Term { return v.described(r.catalog.Described(o)) })
		fact("selected", func() *ast.Term { return ast.IntNumberTerm(r.catalog.Selected(o)) })
		fact("adopted", func() *ast.Term { return ast.InternedTerm(o.Adopted()) })
	case catalog.KindLocalization:
		fact("effect", func() *ast.Term { return v.effect(r.catalog.Effect(o)) })
	case catalog.KindWaiver:
		fact("matches", func() *ast.Term { return ast.IntNumberTerm(r.matches[o]) })
		fact("target", func() *ast.Term { return r.target(o, v) })
	}
	return v.object(outer)
}

func (v *values) above(above catalog.Above) *ast.Term {
	outer := len(v.pairs)
	for field, entries := range above.Fields {
		v.add(strconv.Itoa(field), v.entryList(entries))
	}
	fields := v.object(outer)
	v.add("fields", fields)
	v.add("standards", v.standards(above.Standards))
	return v.object(outer)
}

// described is what a schema says of the values that fields of a standard are
// about: of lists whose members have no names, what it says of the members.
func (v *values) described(fields map[int]*schema.Shape) *ast.Term {
	outer := len(v.pairs)
	for field, shape := range fields {
		inner := len(v.pairs)
		v.add("list", ast.InternedTerm(shape.Item() != nil))
		v.add("named", ast.InternedTerm(shape.MergeKey != ""))
		if item := shape.Item(); item != nil {
			shape = item
		}
		v.add("types", v.list(shape.Types))
		v.add("unit", v.text(cmp.Or(shape.Unit, shape.Format)))
		if len(shape.Enum) > 0 {
			if enum, err := ast.InterfaceToValue(shape.Enum); err == nil {
				v.add("enum", ast.NewTerm(enum))
			}
		}
		v.add(strconv.Itoa(field), v.object(inner))
	}
	return v.object(outer)
}

// choices are values that several regions have chosen.
func (v *values) choices(choices []*catalog.Choice) *ast.Term {
	terms := make([]*ast.Term, len(choices))
	for i, one := range choices {
		outer := len(v.pairs)
		v.add("at", v.list(one.At))
		v.add("path", v.text(one.Path))
		v.add("value", v.of(one.Value))
		v.add("chosen", v.list(one.Chosen))
		v.add("markets", v.list(one.Markets))
		v.add("of", ast.IntNumberTerm(one.Of))
		v.add("governed", v.entryList(one.Governed))
		terms[i] = v.object(outer)
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) changes(changes []*catalog.Change) *ast.Term {
	if len(changes) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(changes))
	var by *catalog.Object
	var localization *ast.Term
	for i, c := range changes {
		if c.Localization != by {
			by, localization = c.Localization, v.name(c.Localization)
		}
		terms[i] = v.change(c, localization)
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) change(c *catalog.Change, localization *ast.Term) *ast.Term {
	outer := len(v.pairs)
	v.add("action", v.text(string(c.Action)))
	v.add("path", v.text(c.Path))
	v.add("at", v.list(c.At))
	v.add("inside", ast.InternedTerm(c.Inside))
	v.add("list", ast.InternedTerm(c.List))
	if c.From != nil {
		v.add("from", v.of(c.From))
	}
	if c.To != nil {
		v.add("to", v.of(c.To))
	}
	v.add("localization", localization)
	v.add("governed", v.entryList(c.Governed))
	v.add("overruled", v.entryList(c.Overruled))
	return v.object(outer)
}

// effect is how much a localization changes, and how much it repeats; nil when
// that is not known.
func (v *values) effect(changes, repeats int, known bool) *ast.Term {
	if !known {
		return nil
	}
	outer := len(v.pairs)
	v.add("changes", ast.IntNumberTerm(changes))
	v.add("repeats", ast.IntNumberTerm(repeats))
	return v.object(outer)
}

func (v *values) name(o *catalog.Object) *ast.Term {
	outer := len(v.pairs)
	v.add("name", v.text(o.Name))
	v.add("region", v.text(o.Region))
	v.add("owner", v.text(o.Owner()))
	return v.object(outer)
}

// standard is the name of a standard, of which there are few.
func (v *values) standard(o *catalog.Object) *ast.Term {
	term, made := v.named[o]
	if !made {
		outer := len(v.pairs)
		v.add("name", v.text(o.Name))
		v.add("region", v.text(o.Region))
		v.add("owner", v.text(o.Owner()))
		v.add("adopted", ast.InternedTerm(o.Adopted()))
		term = v.object(outer)
		v.named[o] = term
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
	outer := len(v.pairs)
	for _, name := range catalog.BoundNames() {
		if bound := e.Bounds.Get(name); bound != nil {
			v.add(name, v.of(bound))
		}
	}
	bounds := v.object(outer)
	v.add("standard", v.standard(e.Standard))
	v.add("field", ast.IntNumberTerm(e.Field))
	v.add("path", v.text(e.Path))
	v.add("stance", v.text(string(e.Stance)))
	v.add("bounds", bounds)
	return v.object(outer)
}

func (v *values) standards(standards []*catalog.Object) *ast.Term {
	if len(standards) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(standards))
	for i, s := range standards {
		outer := len(v.pairs)
		v.add("name", v.text(s.Name))
		v.add("region", v.text(s.Region))
		v.add("owner", v.text(s.Owner()))
		v.add("adopted", ast.InternedTerm(s.Adopted()))
		v.add("existence", v.text(s.Spec().Get("existence").Str()))
		terms[i] = v.object(outer)
	}
	return ast.ArrayTerm(terms...)
}

func (v *values) left(f *catalog.Form) *ast.Term {
	if len(f.Left) == 0 {
		return nothing
	}
	terms := make([]*ast.Term, len(f.Left))
	for i, l := range f.Left {
		outer := len(v.pairs)
		v.add("path", v.text(l.Path))
		v.add("at", v.list(l.At))
		v.add("standard", v.standard(l.Entry.Standard))
		v.add("field", ast.IntNumberTerm(l.Entry.Field))
		v.add("regions", v.list(l.Regions))
		terms[i] = v.object(outer)
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
	outer := len(v.pairs)
	v.add("owner", v.text(o.Owner()))
	v.add("standards", v.standards(r.catalog.Standards(o, waiver.Region)))
	v.add("owners", v.list(r.owners[waiver]))
	v.add("governed", v.entryList(governed))
	if o.Kind == catalog.KindStandard {
		v.add("above", v.standards(r.catalog.Above(o).Standards))
	}
	return v.object(outer)
}
