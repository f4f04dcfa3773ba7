package schema

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
)

// This file is about values that have one of several forms, or must not have one:
// first which form was meant, then what is wrong in words.

// forms checks oneOf and anyOf.
func (w *walker) forms(c *clause, forms []*clause, exactlyOne bool) {
	matching := 0
	for _, form := range forms {
		if w.holds(form) {
			matching++
		}
	}
	if matching == 1 || matching > 1 && !exactlyOne || !w.failing() {
		return
	}
	if matching > 1 {
		w.severalForms(c, forms)
		return
	}
	if onlyRequired(forms) {
		w.needsOneOf(c, forms)
		return
	}
	w.noForm(c, forms)
}

// noForm tells what is wrong with a value that has none of several forms, after
// finding out which of them was meant.
func (w *walker) noForm(c *clause, forms []*clause) {
	n := w.top().node
	if t := c.telling; t != nil && n.Kind == document.Map && len(t.values) == len(forms) {
		w.formByField(t, forms)
		return
	}
	var fitting []*clause
	var types kinds
	for _, form := range forms {
		inner := typesIn(form)
		types |= inner
		if inner.accept(n) {
			fitting = append(fitting, form)
		}
	}
	if len(fitting) == 0 {
		w.wrongType(types)
		return
	}
	// Nothing tells them apart: the one with the least to mend was meant.
	var least []finding.Finding
	for _, form := range fitting {
		if found := w.faults(form); least == nil || len(found) < len(least) {
			least = found
		}
	}
	w.found = append(w.found, least...)
}

// typesIn lists the types that a clause accepts, with what it refers to.
func typesIn(c *clause) kinds {
	types := kinds(anyType)
	for _, part := range conjunction([]*clause{c}) {
		switch {
		case types == anyType:
			types = part.types
		case part.types != anyType:
			types &= part.types
		}
	}
	return types
}

func (w *walker) formByField(t *telling, forms []*clause) {
	value := w.top().node.Get(t.field)
	if value == nil {
		w.missingChoice(t)
		return
	}
	chosen := t.branch(value)
	if chosen < 0 {
		w.inField(t.field, func() { w.notAllowed(t.all()) })
		return
	}
	before := w.others
	for i, form := range forms {
		if i != chosen {
			w.others = append(slices.Clone(w.others), sibling{w.top().node, form, saying(t.field, t.values[i])})
		}
	}
	w.given(fmt.Sprintf("`%s` is `%s`", t.field, brief(value.Text)), forms[chosen])
	w.others = before
}

// inField does something as if a field of the node looked at now were looked at.
func (w *walker) inField(field string, do func()) {
	if w.enter(field) {
		do()
		w.frames = w.frames[:len(w.frames)-1]
	}
}

func (w *walker) needsOneOf(c *clause, forms []*clause) {
	var names []string
	for _, form := range forms {
		names = append(names, strings.Join(form.required, "` and `"))
	}
	help := "add " + either(ticked(names))
	if c.docs != "" {
		help = c.docs
	}
	w.report(fault{
		rule: ruleMissing, at: w.key(), message: fmt.Sprintf("%s has none of %s%s", w.name(), both(ticked(names)), strings.Replace(w.because(), "which is", "one of which is", 1)),
		label: "one of them is missing here", help: help,
	})
}

func (w *walker) severalForms(c *clause, forms []*clause) {
	var fitting []string
	for i, form := range forms {
		if w.holds(form) {
			title := form.title
			if title == "" {
				title = "form " + itoa(i+1)
			}
			fitting = append(fitting, title)
		}
	}
	help := "leave out what belongs to the others"
	if c.docs != "" {
		help = "write " + c.docs
	}
	w.report(fault{
		rule: ruleForm, at: w.key(), message: fmt.Sprintf("%s may be only one of %s", w.name(), both(ticked(fitting))), help: help,
	})
}

func (w *walker) forbidden(c *clause) {
	f := fault{rule: ruleForm, at: w.key(), message: fmt.Sprintf("%s may not be %s", w.name(), w.quoted())}
	if n := w.top().node; len(n.Entries) == 0 {
		f.at = w.here()
	}
	if docs := c.docs; docs != "" {
		f.label = docs
	}
	f.help = "write something else"
	w.report(f)
}

// never reports a value where none is allowed.
func (w *walker) never() {
	w.report(fault{rule: ruleForm, at: w.key(), message: fmt.Sprintf("%s may not be given here%s", w.name(), strings.Replace(w.because(), "which is needed ", "", 1)), help: "remove it"})
}

func (w *walker) lacksMember(c *clause) {
	expected := c.docs
	switch reason := conditionOf(c); {
	case expected != "":
	case c.constant != nil:
		expected = either(ticked(textsOf([]*document.Node{c.constant})))
	case len(c.enum) > 0:
		expected = either(ticked(textsOf(c.enum)))
	case reason != "":
		expected = "whose " + reason
	default:
		expected = "of the kind that is needed"
	}
	w.report(fault{
		rule: ruleForm, at: w.key(), message: fmt.Sprintf("%s has no member %s", w.name(), expected), help: "add one",
	})
}
