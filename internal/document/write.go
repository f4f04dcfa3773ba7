package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

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
	at = at[:len(at):len(at)] // whoever is asked for a comment may keep the path
	switch n.Kind {
	case Map:
		y := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for i := range n.Entries {
			key := scalar(String, n.Entries[i].Key)
			if key.Style == yaml.LiteralStyle {
				key.Style = yaml.DoubleQuotedStyle
			}
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
	y := scalar(n.Kind, n.Text)
	if w.remark(y, n, at); y.LineComment != "" && y.Style == yaml.LiteralStyle {
		// A comment behind a block of text would become part of it.
		y.Style = yaml.DoubleQuotedStyle
	}
	return y
}

// scalar writes a scalar so that every reader takes it for what it is.
func scalar(kind Kind, text string) *yaml.Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	switch kind {
	case Null:
		y.Tag, y.Value = "!!null", "null"
	case Bool:
		y.Tag = "!!bool"
	case Number:
		y.Tag = "!!int"
		if strings.ContainsAny(text, ".e") {
			y.Tag = "!!float"
		}
	default:
		y.Tag, y.Style = "!!str", textStyle(text)
	}
	return y
}

// textStyle is the style of a text; 0 leaves it to the library, which writes it
// plain where its marks allow.
func textStyle(text string) yaml.Style {
	if kind, _ := resolve(text); kind != String || text == "<<" || isBeyond(text) || ambiguous(text, String, text) != "" {
		return yaml.DoubleQuotedStyle
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) || !utf8.ValidString(text) {
		return yaml.DoubleQuotedStyle
	}
	if !strings.Contains(text, "\n") {
		return 0
	}
	// The library writes blocks wrongly that begin or end in white space.
	if strings.Contains(text, " \n") || strings.HasSuffix(text, " ") || strings.HasSuffix(text, "\n\n") || strings.ContainsAny(text[:1], " \n") {
		return yaml.DoubleQuotedStyle
	}
	return yaml.LiteralStyle
}

// empty writes a mapping or list without members in brackets, with its comment.
func (w writer) empty(y *yaml.Node, n *Node, at Pointer) {
	if len(n.Entries) == 0 {
		y.Style = yaml.FlowStyle
		w.remark(y, n, at)
	}
}

// remark puts the comment behind a leaf, as one line.
func (w writer) remark(y *yaml.Node, leaf *Node, at Pointer) {
	if w.comment == nil {
		return
	}
	y.LineComment = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, w.comment(at, leaf)))
}
