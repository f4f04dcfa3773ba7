package catalog

import (
	"fmt"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// checkMembers reports members of one list that bear the same name.
func (c *Catalog) checkMembers(n *document.Node, shape *schema.Shape, o *Object) {
	if shape == nil || n.Anchor != nil || !isCollection(n) {
		return
	}
	if n.Kind == document.Map {
		for i := range n.Entries {
			if value := n.Entries[i].Value; isCollection(value) {
				c.checkMembers(value, shape.Child(n.Entries[i].Key), o)
			}
		}
		return
	}
	if key := mergeKey(shape); key != "" {
		c.checkNames(n, key, o)
	}
	for i := range n.Entries {
		c.checkMembers(n.Entries[i].Value, shape.Item(), o)
	}
}

// checkNames is checkMembers for one list.
func (c *Catalog) checkNames(list *document.Node, key string, o *Object) {
	first := finder(list, key, len(list.Entries))
	for i := range list.Entries {
		name, ok := memberName(list.Entries[i].Value, key)
		if !ok {
			continue
		}
		if j := first(name); j < i {
			f := c.report(ruleMember, memberPlace(list.Entries[i].Value, key), fmt.Sprintf("two members of this list are called `%s`", name))
			f.Object, f.Owner = o.ID(), o.Owner()
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
