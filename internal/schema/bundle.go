package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
)

// Bundle is the schema of documents as one JSON Schema that refers to nothing
// outside of itself, for editors and other programs: of one kind, or, when kind
// is empty, of documents of any kind. Formats that only interlock knows, or that
// others understand in another way, are called `x-format` in it, with a pattern
// where one comes near. What no schema can say, like whether a name leads
// somewhere, is left to interlock.
func (r *Registry) Bundle(kind string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	b := bundler{registry: r, definitions: map[string]*document.Node{}}
	root := mapping("$schema", text("https://json-schema.org/draft/2020-12/schema"))
	if kind != "" {
		k := r.kinds[kind]
		if k == nil {
			return nil, fmt.Errorf("there is no kind `%s`", kind)
		}
		f, err := r.read(k.file.name)
		if err != nil {
			return nil, err
		}
		root.Entries = append(root.Entries, b.schema(f, f.root).Entries...)
	} else {
		root.Entries = append(root.Entries, b.any().Entries...)
	}
	if b.err != nil {
		return nil, b.err
	}
	names := make([]string, 0, len(b.definitions))
	for name := range b.definitions {
		names = append(names, name)
	}
	slices.Sort(names)
	definitions := mapping()
	for _, name := range names {
		definitions.Entries = append(definitions.Entries, document.Entry{Key: name, Value: b.definitions[name]})
	}
	root.Entries = append(root.Entries, document.Entry{Key: "$defs", Value: definitions})
	var compact, out bytes.Buffer
	writeNode(&compact, root)
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		return nil, fmt.Errorf("the schema cannot be written: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// bundler copies schemas into one, and gathers what they refer to.
type bundler struct {
	registry    *Registry
	definitions map[string]*document.Node
	err         error
}

// any is the schema of a document of any kind: its kind says which.
func (b *bundler) any() *document.Node {
	var kinds []*document.Node
	var cases []*document.Node
	for _, name := range b.registry.names {
		kinds = append(kinds, text(name))
		cases = append(cases, mapping(
			"if", mapping("required", list(text("kind")), "properties", mapping("kind", mapping("const", text(name)))),
			"then", mapping("$ref", text(b.reference(b.registry.kinds[name].file.name, ""))),
		))
	}
	return mapping(
		"title", text("Document"), "description", text("A document of interlock: what it describes is said by its kind."),
		"type", text("object"), "required", list(text("apiVersion"), text("kind")),
		"properties", mapping(
			"apiVersion", mapping("description", text("Which version of interlock's format the document is written in."), "const", text(APIVersion)),
			"kind", mapping("description", text("What the document describes."), "enum", list(kinds...)),
		),
		"allOf", list(cases...),
	)
}

// schema copies a schema, and what it holds, with references into the bundle.
func (b *bundler) schema(f *schemaFile, n *document.Node) *document.Node {
	switch n.Kind {
	case document.Map:
	case document.List:
		out := &document.Node{Kind: document.List}
		for i := range n.Entries {
			out.Entries = append(out.Entries, document.Entry{Value: b.schema(f, n.Entries[i].Value)})
		}
		return out
	default:
		return n
	}
	out := mapping()
	add := func(key string, value *document.Node) {
		out.Entries = append(out.Entries, document.Entry{Key: key, Value: value})
	}
	for i := range n.Entries {
		key, value := n.Entries[i].Key, n.Entries[i].Value
		switch key {
		case "$schema", "$id", "$defs":
		case "$ref":
			name, fragment := splitReference(value.Str())
			if name == "" {
				name = f.name
			}
			add("$ref", text(b.reference(name, fragment)))
		case "examples", "default", "const", "enum", "required":
			add(key, value) // values, in which a key is no keyword
		case "properties", "patternProperties":
			fields := mapping()
			for j := range value.Entries {
				fields.Entries = append(fields.Entries, document.Entry{Key: value.Entries[j].Key, Value: b.schema(f, value.Entries[j].Value)})
			}
			add(key, fields)
		case "format":
			pattern, foreign := foreignFormat(value.Str())
			if !foreign {
				add(key, value)
				continue
			}
			add("x-format", value)
			if pattern != "" && n.Get("pattern") == nil {
				add("pattern", text(pattern))
			}
		default:
			add(key, b.schema(f, value))
		}
	}
	return out
}

// foreignFormat says whether other programs do not know a format, or know
// another of that name; pattern comes near to it.
func foreignFormat(name string) (pattern string, foreign bool) {
	switch name {
	case "date", "email", "uri":
		return "", false
	case "duration":
		return "^(0|[1-9][0-9]{0,8})(m|h|d|w|mo|y)$", true
	case "country":
		return "^[A-Z]{2}$", true
	case "currency":
		return "^[A-Z]{3}$", true
	}
	return "", true
}

// reference is the address in the bundle of a definition of a file, which is
// copied when it is asked for first.
func (b *bundler) reference(file, fragment string) string {
	f, err := b.registry.read(file)
	if err != nil || f == nil {
		b.fail(file, err)
		return ""
	}
	name := strings.TrimSuffix(file, ".json")
	if fragment != "" {
		name += "." + unescapePointer(strings.TrimPrefix(fragment, "/$defs/"))
	}
	if _, known := b.definitions[name]; !known {
		b.definitions[name] = nil // it may refer to itself
		found := f.definition(fragment)
		if found == nil {
			b.fail(file+"#"+fragment, nil)
			return ""
		}
		b.definitions[name] = b.schema(f, found)
	}
	return "#/$defs/" + name
}

func (b *bundler) fail(name string, err error) {
	if b.err == nil {
		b.err = err
	}
	if b.err == nil {
		b.err = fmt.Errorf("there is no schema `%s`", name)
	}
}

func text(s string) *document.Node { return &document.Node{Kind: document.String, Text: s} }

func list(members ...*document.Node) *document.Node {
	n := &document.Node{Kind: document.List}
	for _, m := range members {
		n.Entries = append(n.Entries, document.Entry{Value: m})
	}
	return n
}

// mapping makes a mapping of keys and nodes in turn.
func mapping(pairs ...any) *document.Node {
	n := &document.Node{Kind: document.Map}
	for i := 0; i < len(pairs); i += 2 {
		n.Entries = append(n.Entries, document.Entry{Key: pairs[i].(string), Value: pairs[i+1].(*document.Node)})
	}
	return n
}

// writeNode writes a tree as JSON, in the order of its keys.
func writeNode(b *bytes.Buffer, n *document.Node) {
	switch n.Kind {
	case document.Map:
		b.WriteByte('{')
		for i := range n.Entries {
			if i > 0 {
				b.WriteByte(',')
			}
			writeText(b, n.Entries[i].Key)
			b.WriteByte(':')
			writeNode(b, n.Entries[i].Value)
		}
		b.WriteByte('}')
	case document.List:
		b.WriteByte('[')
		for i := range n.Entries {
			if i > 0 {
				b.WriteByte(',')
			}
			writeNode(b, n.Entries[i].Value)
		}
		b.WriteByte(']')
	case document.String:
		writeText(b, n.Text)
	case document.Null:
		b.WriteString("null")
	default:
		b.WriteString(n.Text)
	}
}

func writeText(b *bytes.Buffer, s string) {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a text always can be, and a buffer takes it
}
