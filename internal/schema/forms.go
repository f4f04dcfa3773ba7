package schema

import (
	"fmt"
	"strings"
)

// This file puts into words what is wrong with a value that has to have one of
// several forms, or must not have one.

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
	expected := c.title
	if c.docs != "" {
		expected = c.docs
	}
	if reason := conditionOf(c); expected == "" {
		expected = "whose " + reason
	}
	w.report(fault{
		rule: ruleForm, at: w.key(), message: fmt.Sprintf("%s has no member %s", w.name(), expected), help: "add one",
	})
}
