// Package document turns YAML into trees that remember their places.
package document

import (
	"encoding/json"

	"interlock.dev/interlock/internal/source"
)

// Kind says what a node is.
type Kind uint8

// The kinds of nodes, after the core schema of YAML 1.2.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

// String is the kind in the words of a message.
func (k Kind) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "a mapping"}[k]
}

// Style says how a scalar is written.
type Style uint8

// The styles of scalars.
const (
	Plain Style = iota
	SingleQuoted
	DoubleQuoted
	Literal
	Folded
)

// Entry is a member of a mapping, or of a list, where Key is empty.
type Entry struct {
	Key   string
	KeyAt source.Span // of the key; in the file of the node that holds the entry's key, see KeyFile
	Value *Node
	// KeyFile is set when the key stands in another file than the mapping it
	// was composed into.
	KeyFile *source.File
}

// Node is a value and the place where it is written. Nodes are shared between
// trees (an alias has the members of its anchor; composed trees share what no
// region changed) and never changed once they are made.
type Node struct {
	Kind  Kind
	Style Style
	// Text is the value of a scalar: of a string its characters; of a number
	// its JSON form; of a bool "true" or "false"; of null "".
	Text    string
	Entries []Entry // of mappings and lists, in the order they are written
	Span    source.Span
	File    *source.File
	// Over is the node that this one took the place of when it was composed:
	// what the level above said. Nil for a value that nobody overrode.
	Over *Node
	// Anchor is the node that an alias stands for; the alias has its value and
	// members, and a span of its own. Nil for a node that is no alias.
	Anchor *Node
}

// Location is the place where the node is written.
func (n *Node) Location() source.Location {
	return source.Location{Path: n.File.Path, Span: n.Span}
}

// Get is the value under a key of a mapping, nil when there is none or when n
// is nil or no mapping.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Entry finds the entry of a key, nil when there is none.
func (n *Node) Entry(key string) *Entry {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return &n.Entries[i]
		}
	}
	return nil
}

// KeyLocation is the place of an entry's key.
func (n *Node) KeyLocation(e *Entry) source.Location {
	file := n.File
	if e.KeyFile != nil {
		file = e.KeyFile
	}
	return source.Location{Path: file.Path, Span: e.KeyAt}
}

// Str is the text of a string node, "" for any other or nil.
func (n *Node) Str() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}

// IsTrue says whether n is the bool true.
func (n *Node) IsTrue() bool { return n != nil && n.Kind == Bool && n.Text == "true" }

// Value is the tree as encoding/json with UseNumber would make it: map[string]any,
// []any, string, json.Number, bool, nil.
func (n *Node) Value() any { return Values(nil).Of(n) }

// Values makes values of trees: what the trees share, the values share too. A nil
// one remembers nothing.
type Values map[*Node]any

// Of is n.Value().
func (v Values) Of(n *Node) any {
	if n == nil {
		return nil
	}
	if made, found := v[n]; found {
		return made
	}
	switch n.Kind {
	case Bool:
		return n.Text == "true"
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case List:
		list := make([]any, len(n.Entries))
		for i := range n.Entries {
			list[i] = v.Of(n.Entries[i].Value)
		}
		v.keep(n, list)
		return list
	case Map:
		m := make(map[string]any, len(n.Entries))
		for i := range n.Entries {
			m[n.Entries[i].Key] = v.Of(n.Entries[i].Value)
		}
		v.keep(n, m)
		return m
	}
	return nil
}

func (v Values) keep(n *Node, value any) {
	if v != nil {
		v[n] = value
	}
}

// Equal says whether two trees hold the same value, whatever their places, the
// order of their keys and the style of their scalars.
func Equal(a, b *Node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.Kind != b.Kind || len(a.Entries) != len(b.Entries) {
		return false
	}
	switch a.Kind {
	case List:
		for i := range a.Entries {
			if !Equal(a.Entries[i].Value, b.Entries[i].Value) {
				return false
			}
		}
		return true
	case Map:
		for i := range a.Entries {
			other := b.Get(a.Entries[i].Key)
			if other == nil || !Equal(a.Entries[i].Value, other) {
				return false
			}
		}
		return true
	}
	return a.Text == b.Text
}
