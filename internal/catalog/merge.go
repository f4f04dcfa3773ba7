package catalog

import (
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// merge composes one form out of the one above and a region's localizations,
// one after the other.
type merge struct {
	c      *Catalog
	object *Object
	form   *Form
	by     *Object        // the localization at work
	set    *document.Node // what it sets
	// said is what the region's localizations say of each path; nil where there
	// is only one, which cannot contradict itself.
	said *verdict
}

func (m *merge) path(at document.Pointer) string { return FormatPath(at, m.object.Shape) }

// record notes a change.
func (m *merge) record(change Change) {
	change.Localization = m.by
	change.At = slices.Clone(change.At)
	change.Path = m.path(change.At)
	m.form.Changes = append(m.form.Changes, &change)
	m.remember(&change)
}

func (m *merge) unmergeable(at document.Pointer, place source.Location, base *document.Node, message string) {
	m.c.refused[m.by] = true
	f := m.c.report(ruleUnmergeable, place, message)
	f.Object, f.Owner, f.Path = m.form.ID(), m.by.Owner(), m.path(at)
	if base != nil {
		f.Related = []finding.Related{{At: base.Location(), Message: "the value above"}}
	}
}

// merge is base with what over says of it. What over leaves alone is shared
// with base, so that an unchanged value is the same node in every region.
func (m *merge) merge(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	switch {
	case over.Kind == document.Null:
		m.setToNothing(at, over.Location(), base)
		return base
	case base.Kind == document.Map && over.Kind == document.Map:
		return m.mergeMap(base, over, shape, at)
	case base.Kind == document.List && over.Kind == document.List && mergeKey(shape) != "":
		return m.mergeList(base, over, shape, at)
	case base.Kind == document.Null && isCollection(over):
		if m.contradicts(at, over) {
			return base
		}
		composed := *m.add(over, shape, at, false)
		composed.Over = base
		return &composed
	case base.Kind != document.Null && base.Kind != over.Kind && (isCollection(base) || isCollection(over)):
		m.unmergeable(at, over.Location(), base, fmt.Sprintf("%s cannot take the place of %s at `%s`", over.Kind, base.Kind, m.path(at)))
		return base
	}
	return m.replace(base, over, at)
}

func isCollection(n *document.Node) bool { return n.Kind == document.Map || n.Kind == document.List }

func (m *merge) setToNothing(at document.Pointer, place source.Location, base *document.Node) {
	m.unmergeable(at, place, base, fmt.Sprintf("`%s` is set to nothing; to take it away, name it in `remove:`", m.path(at)))
}

// replace puts a scalar, or a list whose members have no names, in the place
// of another. One that says the same is no change, but shows who says it.
func (m *merge) replace(base, over *document.Node, at document.Pointer) *document.Node {
	if m.contradicts(at, over) {
		return base
	}
	composed := *over
	composed.Over = base
	change := Change{Action: Set, At: at, From: base, To: &composed, Place: over.Location()}
	if document.Equal(base, over) {
		m.concur(change)
	} else {
		m.record(change)
	}
	return &composed
}

func (m *merge) mergeMap(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	composed := base
	for i := range over.Entries {
		e := over.Entries[i]
		here := append(at, e.Key)
		found := composed.Entry(e.Key)
		if found == nil {
			if m.contradicts(here, e.Value) {
				continue
			}
			if e.Value.Kind == document.Null {
				m.setToNothing(here, over.KeyLocation(&e), nil)
				continue
			}
			if composed == base {
				composed = copied(base)
			}
			e.KeyFile = over.File
			e.Value = m.add(e.Value, shape.Child(e.Key), here, false)
			composed.Entries = append(composed.Entries, e)
			continue
		}
		if value := m.merge(found.Value, e.Value, shape.Child(e.Key), here); value != found.Value {
			if composed == base {
				composed = copied(base)
			}
			composed.Entry(e.Key).Value = value
		}
	}
	return composed
}

// mergeList merges the members of two lists by their key; new ones come last.
func (m *merge) mergeList(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	key := mergeKey(shape)
	composed := base
	find := finder(base, key, len(over.Entries))
	for i, name := range m.members(over, key, at) {
		if name == "" {
			continue
		}
		member, here := over.Entries[i].Value, append(at, name)
		j := find(name)
		if j >= 0 {
			value := m.merge(composed.Entries[j].Value, nameless(member, key), shape.Item(), here)
			if value == composed.Entries[j].Value {
				continue
			}
			if composed == base {
				composed = copied(base)
			}
			composed.Entries[j].Value = value
			continue
		}
		if m.contradicts(here, member) {
			continue
		}
		if composed == base {
			composed = copied(base)
		}
		composed.Entries = append(composed.Entries, document.Entry{Value: m.addMember(member, key, shape.Item(), here, false)})
	}
	return composed
}

// members names the members of a list that a localization writes. Those that
// cannot be merged have the name "": those without one, which it reports, and
// the second of one name, which checkMembers reports.
func (m *merge) members(list *document.Node, key string, at document.Pointer) []string {
	names := make([]string, len(list.Entries))
	seen := make(map[string]bool, len(list.Entries))
	for i := range list.Entries {
		member := list.Entries[i].Value
		name, ok := memberName(member, key)
		if !ok || name == "" {
			m.unmergeable(at, member.Location(), nil, fmt.Sprintf("a member of `%s` lacks `%s`, by which members are merged", m.path(at), key))
			continue
		}
		if !seen[name] {
			seen[name], names[i] = true, name
		}
	}
	return names
}

// nameless is a member without its key, which tells whom it changes and is no
// change itself.
func nameless(member *document.Node, key string) *document.Node {
	without := *member
	without.Entries = slices.DeleteFunc(slices.Clone(member.Entries), func(e document.Entry) bool { return e.Key == key })
	return &without
}

// addMember adds a member to a list.
func (m *merge) addMember(member *document.Node, key string, shape *schema.Shape, at document.Pointer, inside bool) *document.Node {
	change := Change{Action: Add, At: at, List: true, Inside: inside, Place: memberPlace(member, key)}
	m.record(change)
	recorded := m.form.Changes[len(m.form.Changes)-1]
	recorded.To = m.add(member, shape, at, true)
	return recorded.To
}

// add records the values within something new, and gives it without what
// cannot be added.
func (m *merge) add(n *document.Node, shape *schema.Shape, at document.Pointer, inside bool) *document.Node {
	m.restored(at)
	if !isCollection(n) || len(n.Entries) == 0 || n.Kind == document.List && mergeKey(shape) == "" {
		m.record(Change{Action: Add, At: at, Inside: inside, To: n, Place: n.Location()})
		return n
	}
	added := n
	keep := func(i int, value *document.Node) {
		if added == n && value == n.Entries[i].Value {
			return
		}
		if added == n {
			added = copied(n)
			added.Entries = added.Entries[:i]
		}
		if value != nil {
			e := n.Entries[i]
			e.Value = value
			added.Entries = append(added.Entries, e)
		}
	}
	if n.Kind == document.Map {
		for i := range n.Entries {
			e := &n.Entries[i]
			here := append(at, e.Key)
			if e.Value.Kind == document.Null {
				m.setToNothing(here, n.KeyLocation(e), nil)
				keep(i, nil)
				continue
			}
			keep(i, m.add(e.Value, shape.Child(e.Key), here, inside))
		}
		return added
	}
	key := mergeKey(shape)
	for i, name := range m.members(n, key, at) {
		if name == "" {
			keep(i, nil)
			continue
		}
		keep(i, m.addMember(n.Entries[i].Value, key, shape.Item(), append(at, name), inside))
	}
	return added
}
