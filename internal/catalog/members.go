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
	c     *Catalog
	in    *Object // the document that is looked at
	at    document.Pointer
	lists []bool // which steps of at are members of lists
}

// checkMembers reports members of one list that bear the same name, in a value
// of an object's document.
func (c *Catalog) checkMembers(n *document.Node, shape *schema.Shape, o *Object, at ...string) {
	m := memberCheck{c: c, in: o, at: at, lists: make([]bool, len(at), 16)}
	m.walk(n, shape)
}

func (m *memberCheck) walk(n *document.Node, shape *schema.Shape) {
	if shape == nil || n.Anchor != nil {
		return
	}
	depth := len(m.at)
	m.lists = append(m.lists, n.Kind == document.List)
	if key := mergeKey(shape); key != "" && n.Kind == document.List {
		m.names(n, key)
	}
	for i := range n.Entries {
		if value := n.Entries[i].Value; isCollection(value) {
			name, below := entryStep(n, i, shape)
			m.at = append(m.at, name)
			m.walk(value, below)
			m.at = m.at[:depth]
		}
	}
	m.lists = m.lists[:depth]
}

// names reports the members of one list.
func (m *memberCheck) names(list *document.Node, key string) {
	first := finder(list, key, len(list.Entries))
	for i := range list.Entries {
		name, ok := memberName(list.Entries[i].Value, key)
		if !ok {
			continue
		}
		if j := first(name); j < i {
			path := append(slices.Clone(m.at), name).Format(func(i int) bool { return m.lists[i] })
			f := m.c.tell(ruleMember, m.in, path, memberPlace(list.Entries[i].Value, key), fmt.Sprintf("two members of this list are called `%s`", name))
			f.Related = []finding.Related{{At: memberPlace(list.Entries[j].Value, key), Message: "the first one, which counts here"}}
		}
	}
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
