package schema

import (
	"slices"

	"interlock.dev/interlock/internal/document"
)

// telling is how the branches of a oneOf or anyOf are told apart: by a field
// that in each of them has values of its own.
type telling struct {
	field  string
	values [][]*document.Node // of each branch
}

// branch is the branch that a value of the field belongs to, -1 when to none.
func (t *telling) branch(value *document.Node) int {
	return slices.IndexFunc(t.values, func(values []*document.Node) bool { return contains(values, value) })
}

// all lists the values of every branch.
func (t *telling) all() []*document.Node { return slices.Concat(t.values...) }

func contains(values []*document.Node, value *document.Node) bool {
	return slices.ContainsFunc(values, func(v *document.Node) bool { return sameValue(v, value) })
}

// sameValue is equality after JSON Schema: numbers by value, not by text.
func sameValue(a, b *document.Node) bool {
	if a.Kind == document.Number && b.Kind == document.Number {
		x, y := rational(a.Text), rational(b.Text)
		return a.Text == b.Text || x != nil && y != nil && x.Cmp(y) == 0
	}
	if a.Kind != b.Kind || len(a.Entries) != len(b.Entries) {
		return false
	}
	switch a.Kind {
	case document.List:
		for i := range a.Entries {
			if !sameValue(a.Entries[i].Value, b.Entries[i].Value) {
				return false
			}
		}
		return true
	case document.Map:
		for i := range a.Entries {
			other := b.Get(a.Entries[i].Key)
			if other == nil || !sameValue(a.Entries[i].Value, other) {
				return false
			}
		}
		return true
	}
	return a.Text == b.Text
}

// tell finds out for new clauses how their branches are told apart, once all
// that they refer to is there. Older ones may be in use, and are not touched.
func (c *compiler) tell() {
	for _, made := range c.inOrder[c.told:] {
		branches := made.oneOf
		if len(branches) == 0 {
			branches = made.anyOf
		}
		made.telling = tell(branches)
	}
	c.told = len(c.inOrder)
}

// tell finds the field that tells branches apart, nil when there is none.
func tell(branches []*clause) *telling {
	if len(branches) == 0 {
		return nil
	}
	for _, candidate := range conjunction(branches[:1]) {
		for _, p := range candidate.properties {
			if t := tellBy(p.name, branches); t != nil {
				return t
			}
		}
	}
	return nil
}

func tellBy(field string, branches []*clause) *telling {
	t := &telling{field: field}
	for _, branch := range branches {
		values := valuesOf(field, branch)
		if len(values) == 0 {
			return nil
		}
		for _, value := range values {
			if t.branch(value) >= 0 {
				return nil
			}
		}
		t.values = append(t.values, values)
	}
	return t
}

// valuesOf lists the values that a clause allows under a field, nil when it
// does not say.
func valuesOf(field string, c *clause) []*document.Node {
	for _, part := range conjunction([]*clause{c}) {
		if part.byName[field] == nil {
			continue
		}
		for _, inner := range conjunction([]*clause{part.byName[field]}) {
			if inner.constant != nil {
				return []*document.Node{inner.constant}
			}
			if len(inner.enum) > 0 {
				return inner.enum
			}
		}
	}
	return nil
}

// conjunction lists the clauses that hold together where those given do: with
// what they refer to and what stands under allOf, the outer ones first.
func conjunction(clauses []*clause) []*clause {
	var all []*clause
	var add func(c *clause)
	add = func(c *clause) {
		if c == nil || slices.Contains(all, c) {
			return
		}
		all = append(all, c)
		add(c.ref)
		for _, inner := range c.allOf {
			add(inner)
		}
	}
	for _, c := range clauses {
		add(c)
	}
	return all
}
