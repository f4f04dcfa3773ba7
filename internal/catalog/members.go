package catalog

import (
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// memberCheck looks for members of one list that bear the same name.
type memberCheck struct {
	c      *Catalog
	in     *Object // the document that is looked at
	prefix document.Pointer
	way    []turn
	names  []string
}

// checkMembers reports members of one list that bear the same name, in a value
// that stands at a path of an object's document.
func (c *Catalog) checkMembers(n *document.Node, shape *schema.Shape, o *Object, prefix ...string) {
	m := memberCheck{c: c, in: o, prefix: prefix}
	m.walk(n, shape)
}

func (m *memberCheck) walk(n *document.Node, shape *schema.Shape) {
	if shape == nil || n.Anchor != nil {
		return
	}
	if key := mergeKey(shape); key != "" && n.Kind == document.List {
		m.list(n, key, shape)
	}
	depth := len(m.way)
	for i := range n.Entries {
		value := n.Entries[i].Value
		if !isCollection(value) {
			continue
		}
		below := shape.Item()
		if n.Kind == document.Map {
			below = shape.Child(n.Entries[i].Key)
		}
		m.way = append(m.way, turn{n, shape, i})
		m.walk(value, below)
		m.way = m.way[:depth]
	}
}

// list reports the members of one list.
func (m *memberCheck) list(list *document.Node, key string, shape *schema.Shape) {
	m.names = m.names[:0]
	for i := range list.Entries {
		name, _ := memberName(list.Entries[i].Value, key)
		m.names = append(m.names, name)
	}
	first := func(name string) int { return slices.Index(m.names, name) }
	if len(m.names) > 50 {
		first = finder(list, key, len(m.names))
	}
	for i, name := range m.names {
		j := i
		if name != "" {
			j = first(name)
		}
		if j < i {
			path := m.path(turn{list, shape, i})
			f := m.c.tell(ruleMember, m.in, path, memberPlace(list.Entries[i].Value, key), fmt.Sprintf("two members of this list are called `%s`", name))
			f.Related = []finding.Related{{At: memberPlace(list.Entries[j].Value, key), Message: "the first one, which counts here"}}
		}
	}
}

// path is where an entry stands in the document.
func (m *memberCheck) path(last turn) string {
	at := slices.Clone(m.prefix)
	for _, turn := range append(m.way, last) {
		name, _ := entryStep(turn.node, turn.entry, turn.shape)
		at = append(at, name)
	}
	inList := func(i int) bool {
		i -= len(m.prefix)
		return i == len(m.way) || i >= 0 && m.way[i].node.Kind == document.List
	}
	return at.Format(inList)
}

// finder finds members of a list by name; of several the first.
func finder(list *document.Node, key string, lookups int) func(name string) int {
	if lookups*len(list.Entries) < 1000 {
		return func(name string) int { return memberIndex(list, key, name) }
	}
	index := make(map[string]int, len(list.Entries))
	for i := range list.Entries {
		if name, ok := memberName(list.Entries[i].Value, key); ok {
			if _, twice := index[name]; !twice {
				index[name] = i
			}
		}
	}
	return func(name string) int {
		if i, found := index[name]; found {
			return i
		}
		return -1
	}
}

// memberName is the value of the merge key of a list's member.
func memberName(member *document.Node, key string) (string, bool) {
	value := member.Get(key)
	if value == nil || isCollection(value) || value.Kind == document.Null {
		return "", false
	}
	return value.Text, true
}

// memberIndex is the position of the first member of a name, -1 for none.
func memberIndex(list *document.Node, key, name string) int {
	for i := range list.Entries {
		if got, ok := memberName(list.Entries[i].Value, key); ok && got == name {
			return i
		}
	}
	return -1
}

// memberPlace is where a member of a list says its name.
func memberPlace(member *document.Node, key string) source.Location {
	if name := member.Get(key); name != nil {
		return name.Location()
	}
	return member.Location()
}
