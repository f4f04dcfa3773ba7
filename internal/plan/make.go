package plan

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/resource"
)

// Make compares, for each platform, what is desired with what is there and what
// is known to be ours. It changes nothing that it is given, and neither may the
// caller afterwards: the plan shares the attributes. The error is that a target
// names a platform or a key twice.
func Make(basis Basis, limits Limits, targets []Target) (*Plan, error) {
	p := &Plan{Format: Format, Basis: basis, Platforms: make([]Platform, 0, len(targets))}
	for i := range targets {
		m, err := index(&targets[i])
		if err != nil {
			return nil, err
		}
		p.Platforms = append(p.Platforms, m.make(limits))
	}
	slices.SortFunc(p.Platforms, func(a, b Platform) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(p.Platforms); i++ {
		if p.Platforms[i-1].Name == p.Platforms[i].Name {
			return nil, fmt.Errorf("the platform `%s` is planned twice", p.Platforms[i].Name)
		}
	}
	return p, p.Seal()
}

// maker is a target, indexed.
type maker struct {
	target   *Target
	keys     []resource.Key // all of them, sorted
	desired  map[resource.Key]*Desired
	actual   map[resource.Key]*Actual
	recorded map[resource.Key]*Recorded
	foreign  int
	out      Platform
}

func index(t *Target) (*maker, error) {
	m := &maker{
		target:   t,
		desired:  make(map[resource.Key]*Desired, len(t.Desired)),
		actual:   make(map[resource.Key]*Actual, len(t.Actual)),
		recorded: make(map[resource.Key]*Recorded, len(t.Recorded)),
		out:      Platform{Name: t.Platform, Connector: t.Connector},
	}
	twice := func(what string, key resource.Key) error {
		return fmt.Errorf("the platform `%s` has %s %s twice", t.Platform, what, key)
	}
	for i := range t.Desired {
		key := t.Desired[i].Resource.Key
		if m.desired[key] != nil {
			return nil, twice("the desired", key)
		}
		m.desired[key] = &t.Desired[i]
		m.keys = append(m.keys, key)
	}
	for i := range t.Recorded {
		key := t.Recorded[i].Resource.Key
		if m.recorded[key] != nil {
			return nil, twice("the recorded", key)
		}
		m.recorded[key] = &t.Recorded[i]
		m.keys = append(m.keys, key)
	}
	for i := range t.Actual {
		key := t.Actual[i].Resource.Key
		if !m.ours(&t.Actual[i]) {
			m.foreign++
		}
		if key == (resource.Key{}) {
			continue // a foreign object at no place that a resource could have
		}
		if m.actual[key] != nil {
			return nil, twice("the object", key)
		}
		m.actual[key] = &t.Actual[i]
		m.keys = append(m.keys, key)
	}
	slices.SortFunc(m.keys, resource.Key.Compare)
	m.keys = slices.Compact(m.keys)
	return m, nil
}

// ours says whether an object may be changed: it carries our mark, or the state
// knows it.
func (m *maker) ours(a *Actual) bool {
	return a != nil && (a.Ours || m.recorded[a.Resource.Key] != nil)
}

func (m *maker) make(limits Limits) Platform {
	m.out.Counts.Desired = len(m.desired)
	m.out.Counts.Foreign = m.foreign
	var deletions []Change
	for _, key := range m.keys {
		actual := m.actual[key]
		ours := m.ours(actual)
		if ours {
			m.out.Counts.Ours++
		}
		switch desired := m.desired[key]; {
		case desired != nil && actual == nil:
			m.out.Changes = append(m.out.Changes, m.create(desired))
		case desired != nil && !ours:
			m.out.Conflicts = append(m.out.Conflicts, Conflict{
				Key: key, Place: actual.Place, Causes: desired.document(),
				Reason: "something that interlock did not make is in its place: move it away or give it another name there, then plan again",
			})
		case desired != nil:
			m.keep(desired, actual)
		case actual == nil:
			m.out.Refreshes = append(m.out.Refreshes, Refresh{Key: key, Forget: true})
		case ours:
			deletions = append(deletions, m.delete(actual))
		}
	}
	m.out.Changes = append(m.out.Changes, deletions...)
	m.out.Brakes = m.brakes(limits)
	return m.out
}

func (m *maker) create(d *Desired) Change {
	c := Change{
		Action: Create, Key: d.Resource.Key, After: d.Resource.Attributes,
		Protected: d.Protected, File: d.file(),
	}
	recorded := m.recorded[c.Key]
	if recorded == nil || !Equal(recorded.Resource.Attributes, d.Resource.Attributes) {
		c.Causes = d.document()
	}
	if recorded != nil {
		c.Drift = true
		c.Causes = append(c.Causes, Cause{Kind: ByHand, Text: "deleted by hand in the target"})
	}
	return c
}

func (m *maker) delete(a *Actual) Change {
	c := Change{
		Action: Delete, Key: a.Resource.Key, Place: a.Place, Before: a.Resource.Attributes,
		Fingerprint: a.Resource.Version, Protected: says(a.Resource.Attributes, "metadata", "protected"),
	}
	recorded := m.recorded[c.Key]
	if recorded != nil {
		c.File = recorded.File
		c.Protected = c.Protected || recorded.Protected
		c.Drift = !Equal(recorded.Resource.Attributes, a.Resource.Attributes)
	}
	c.Causes = []Cause{{Kind: ByDeletion, File: c.File}}
	if c.Drift = c.Drift || a.Altered || a.Problem != ""; c.Drift {
		c.Causes = append(c.Causes, a.edited())
	}
	if c.Protected {
		c.Held = BrakeProtected
	}
	return c
}

// says reads a flag of a rendered object, for when the state that remembered it
// is lost.
func says(attributes map[string]any, section, flag string) bool {
	m, _ := attributes[section].(map[string]any)
	return m[flag] == true
}

// edited is the cause of drift in an object that is there.
func (a *Actual) edited() Cause {
	text := "edited by hand in the target"
	if a.Problem != "" {
		text += ", and cannot be read: " + a.Problem
	}
	return Cause{Kind: ByHand, Text: text, Place: a.Place}
}

// keep compares a desired object with the one of ours that is there.
func (m *maker) keep(d *Desired, a *Actual) {
	key := d.Resource.Key
	recorded := m.recorded[key]
	if a.Problem == "" && !a.Altered && Equal(a.Resource.Attributes, d.Resource.Attributes) {
		m.out.Counts.Same++
		r := Refresh{Key: key, Version: a.Resource.Version, File: d.file(), Protected: d.Protected}
		if recorded == nil || recorded.Resource.Version != r.Version || recorded.File != r.File ||
			recorded.Protected != r.Protected || !Equal(recorded.Resource.Attributes, d.Resource.Attributes) {
			m.out.Refreshes = append(m.out.Refreshes, r)
		}
		return
	}
	c := Change{
		Action: Update, Key: key, Place: a.Place, Before: a.Resource.Attributes, After: d.Resource.Attributes,
		Fingerprint: a.Resource.Version, Protected: d.Protected, File: d.file(),
	}
	if a.Problem != "" {
		c.Before, c.Drift, c.Causes = nil, true, []Cause{a.edited()}
		m.out.Changes = append(m.out.Changes, c)
		return
	}
	tree := originTree(d.origins())
	for _, diff := range differences(c.Before, c.After) {
		f := Field{Path: diff.at.String(), From: diff.from, To: diff.to, Order: diff.order}
		bySource, byHand := true, a.Altered
		if recorded != nil {
			was := lookup(recorded.Resource.Attributes, diff)
			bySource, byHand = !same(was, diff.to), !same(was, diff.from)
		}
		if bySource {
			f.Causes = tree.says(c.After, diff)
		}
		if byHand {
			f.Causes = append(f.Causes, a.edited())
			c.Drift = true
		}
		c.Fields = append(c.Fields, f)
	}
	if a.Altered && !c.Drift {
		c.Drift = true
		c.Causes = []Cause{{Kind: ByHand, Place: a.Place, Text: "edited by hand in the target, in comments or layout only"}}
	}
	m.out.Changes = append(m.out.Changes, c)
}
