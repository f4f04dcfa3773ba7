package report

import (
	"io"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// ImpactJSON writes what a change does for programs.
func ImpactJSON(w io.Writer, x Impact) error { return writeJSON(w, x.model()) }

// model is all that is told, in the order in which it is told.
func (x Impact) model() jsonImpact {
	m := jsonImpact{Base: x.Base, Errors: x.Errors, Edits: []jsonEdit{}, Approvals: []jsonParty{}, Informed: []jsonParty{}}
	for _, e := range x.Comparison.Edits {
		m.Edits = append(m.Edits, x.edit(e))
	}
	for _, a := range x.Comparison.Approvals() {
		list := &m.Approvals
		if !a.Asks() {
			list = &m.Informed
		}
		if n := len(*list); n == 0 || (*list)[n-1].Team != a.Team {
			*list = append(*list, jsonParty{Team: a.Team})
		}
		party := &(*list)[len(*list)-1]
		because := jsonBecause{Part: a.Part, Edit: a.Edit.Object().ID(), Fate: a.Edit.Fate, Paths: some(a.Paths), Regions: some(a.Regions)}
		if a.By != nil {
			id := a.By.ID()
			because.By = &id
		}
		party.Because = append(party.Because, because)
	}
	return m
}

// some is a list that JSON shows as one.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// line is where a node stands.
func (x Impact) line(n *document.Node, base bool) linePlace {
	at := catalog.Narrow(n, source.Location{})
	if base {
		return linePlace{File: at.Path, Line: lineOf(x.BaseFiles, at), Revision: x.Base.Revision}
	}
	return linePlace{File: at.Path, Line: lineOf(x.Files, at)}
}

func lineOf(files func(string) *source.File, at source.Location) int {
	if file := files(at.Path); file != nil {
		return file.Position(at.Span.Start).Line
	}
	return 1
}

// shown is a value of an object, less what its schema keeps from being shown.
func shown(n *document.Node, o *catalog.Object, at document.Pointer) any {
	if n == nil || o == nil {
		return nil
	}
	shape := o.Shape
	for _, step := range at {
		if shape != nil && shape.Sensitive {
			return hiddenValue
		}
		if item := shape.Item(); item != nil {
			shape = item
		} else {
			shape = shape.Child(step)
		}
	}
	return reveal(n, shape)
}

func reveal(n *document.Node, shape *schema.Shape) any {
	if shape == nil {
		return n.Value()
	}
	shape = shape.Narrow(n)
	switch {
	case shape.Sensitive:
		return hiddenValue
	case n.Kind == document.Map:
		m := make(map[string]any, len(n.Entries))
		for i := range n.Entries {
			m[n.Entries[i].Key] = reveal(n.Entries[i].Value, shape.Child(n.Entries[i].Key))
		}
		return m
	case n.Kind == document.List:
		list := make([]any, len(n.Entries))
		for i := range n.Entries {
			list[i] = reveal(n.Entries[i].Value, shape.Item())
		}
		return list
	}
	return n.Value()
}
