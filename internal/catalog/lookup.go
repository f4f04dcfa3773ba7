package catalog

import (
	"strconv"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// step finds the member that a step of a path names: a key of a mapping; of a
// list the member that bears the name, else the one at the position from 0.
func step(n *document.Node, name string, shape *schema.Shape) (index int, below *schema.Shape) {
	if n == nil {
		return -1, nil
	}
	switch n.Kind {
	case document.Map:
		for i := range n.Entries {
			if n.Entries[i].Key == name {
				return i, shape.Child(name)
			}
		}
	case document.List:
		if key := mergeKey(shape); key != "" {
			if i := memberIndex(n, key, name); i >= 0 {
				return i, shape.Item()
			}
		}
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Entries) {
			return i, shape.Item()
		}
	}
	return -1, nil
}

// Found is what stands at a path of a tree.
type Found struct {
	Node  *document.Node // the value; where the path leads nowhere, the nearest one above it
	Whole bool           // the whole path was found
	Key   source.Location
	At    document.Pointer // the path that was found, members of keyed lists by name
	Shape *schema.Shape
}

// Lookup follows a path through a tree as far as it leads.
func Lookup(root *document.Node, shape *schema.Shape, path document.Pointer) Found {
	found := Found{Node: root, Whole: true, Shape: shape}
	for _, name := range path {
		i, below := step(found.Node, name, found.Shape)
		if i < 0 {
			found.Whole = false
			return found
		}
		entry := &found.Node.Entries[i]
		found.Key = source.Location{}
		if found.Node.Kind == document.Map {
			found.Key = found.Node.KeyLocation(entry)
		} else if key := mergeKey(found.Shape); key != "" {
			if member, ok := memberName(entry.Value, key); ok {
				name = member
			}
		}
		found.At = append(found.At, name)
		found.Node, found.Shape = entry.Value, below
	}
	return found
}

// Lookup follows a path through the form.
func (f *Form) Lookup(path document.Pointer) Found { return Lookup(f.Root, f.Object.Shape, path) }

// Chain lists who set a value, the last writer first: the node itself and those
// it took the place of.
func Chain(n *document.Node) []*document.Node {
	var chain []*document.Node
	for ; n != nil; n = n.Over {
		chain = append(chain, n)
	}
	return chain
}

// Leaf is a value of a tree that has no members of its own.
type Leaf struct {
	At   document.Pointer // members of keyed lists by name
	Node *document.Node
}

// Leaves lists the leaves of a tree in the order they stand; empty mappings and
// lists are leaves.
func Leaves(n *document.Node, shape *schema.Shape) []Leaf {
	var leaves []Leaf
	var walk func(n *document.Node, shape *schema.Shape, at document.Pointer)
	walk = func(n *document.Node, shape *schema.Shape, at document.Pointer) {
		if len(n.Entries) == 0 {
			leaves = append(leaves, Leaf{At: append(document.Pointer(nil), at...), Node: n})
			return
		}
		for i := range n.Entries {
			name, below := entryStep(n, i, shape)
			walk(n.Entries[i].Value, below, append(at, name))
		}
	}
	walk(n, shape, nil)
	return leaves
}

// entryStep names an entry of a mapping or list as a step of a path.
func entryStep(n *document.Node, i int, shape *schema.Shape) (string, *schema.Shape) {
	if n.Kind == document.Map {
		return n.Entries[i].Key, shape.Child(n.Entries[i].Key)
	}
	if key := mergeKey(shape); key != "" {
		if name, ok := memberName(n.Entries[i].Value, key); ok {
			return name, shape.Item()
		}
	}
	return strconv.Itoa(i), shape.Item()
}

// mergeKey is the field by which members of a list are merged; "" for none.
func mergeKey(shape *schema.Shape) string {
	if shape == nil {
		return ""
	}
	return shape.MergeKey
}

// xRef is the kind that a value names; "" when it names none.
func xRef(shape *schema.Shape) string {
	if shape == nil {
		return ""
	}
	return shape.XRef
}

// Place is where to point at what was found: a scalar itself; a mapping or list
// by its key, a member of a list by its name; where the path leads nowhere, what
// should hold the rest of it.
func (f Found) Place() source.Location { return Narrow(f.Node, f.Key) }

// Narrow is the place of a node for a reader: of a scalar its own; of a mapping
// or list its key, if it has one, else the first line that it stands on.
func Narrow(n *document.Node, key source.Location) source.Location {
	if !isCollection(n) || n.Anchor != nil {
		return n.Location()
	}
	if !key.IsZero() {
		return key
	}
	at := n.Location()
	if len(n.Entries) == 0 {
		return at
	}
	first := &n.Entries[0]
	if n.Kind == document.Map {
		at.Span = first.KeyAt
		if first.KeyFile != nil {
			at.Path = first.KeyFile.Path
		}
		return at
	}
	return Narrow(first.Value, source.Location{})
}

// FormatPath writes a path as people do: members of lists stand in brackets.
func FormatPath(at document.Pointer, shape *schema.Shape) string {
	inList := func(int) bool { return false }
	if shape != nil {
		lists := make([]bool, len(at))
		for i, step := range at {
			if item := shape.Item(); item != nil {
				lists[i], shape = true, item
			} else {
				shape = shape.Child(step)
			}
		}
		inList = func(i int) bool { return lists[i] }
	}
	return at.Format(func(i int) bool { return inList(i) || isIndex(at[i]) })
}

func isIndex(step string) bool {
	return step != "" && strings.Trim(step, "0123456789") == ""
}
