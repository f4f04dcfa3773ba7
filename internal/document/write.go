package document

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// Write renders a tree as YAML, in the order of its keys: for what interlock
// shows and renders, never for a file that somebody wrote. comment, where not
// nil, gives for each leaf what to say behind it; at is the path of positions
// and keys that leads there.
func Write(n *Node, comment func(at Pointer, leaf *Node) string) []byte {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	w := writer{comment: comment}
	// Encoding a tree of our own making cannot fail.
	if err := encoder.Encode(w.node(n, nil)); err != nil {
		panic("document: " + err.Error())
	}
	_ = encoder.Close()
	return b.Bytes()
}

type writer struct {
	comment func(at Pointer, leaf *Node) string
}

func (w writer) node(n *Node, at Pointer) *yaml.Node {
	switch n.Kind {
	case Map:
		y := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for i := range n.Entries {
			key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: n.Entries[i].Key}
			y.Content = append(y.Content, key, w.node(n.Entries[i].Value, append(at, n.Entries[i].Key)))
		}
		w.empty(y, n, at)
		return y
	case List:
		y := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for i := range n.Entries {
			y.Content = append(y.Content, w.node(n.Entries[i].Value, append(at, position(i))))
		}
		w.empty(y, n, at)
		return y
	}
	y := &yaml.Node{Kind: yaml.ScalarNode, Value: n.Text}
	switch n.Kind {
	case Null:
		y.Tag, y.Value = "!!null", "null"
	case Bool:
		y.Tag = "!!bool"
	case Number:
		y.Tag = "!!int"
		if strings.ContainsAny(n.Text, ".e") {
			y.Tag = "!!float"
		}
	default:
		y.Tag = "!!str"
		if kind, _ := resolve(n.Text); kind != String || n.Text != "" && ambiguous(n.Text, String, n.Text) != "" {
			y.Style = yaml.DoubleQuotedStyle
		}
	}
	if w.comment != nil {
		y.LineComment = w.comment(at, n)
		if strings.Contains(n.Text, "\n") {
			// A comment behind a block of text would become part of it.
			y.Style = yaml.DoubleQuotedStyle
		}
	}
	return y
}

// empty writes a mapping or list without members in brackets, with its comment.
func (w writer) empty(y *yaml.Node, n *Node, at Pointer) {
	if len(n.Entries) > 0 {
		return
	}
	y.Style = yaml.FlowStyle
	if w.comment != nil {
		y.LineComment = w.comment(at, n)
	}
}
