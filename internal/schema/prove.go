package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
)

// prove checks a schema of a repository against the dialect and against what
// interlock needs to know of it. Interlock's own are proven by the tests.
func (r *Registry) prove(f *schemaFile) error {
	if _, err := r.read(f.name); err != nil {
		return err
	}
	findings, err := r.dialectFindings(f)
	if err != nil {
		return err
	}
	var errs []error
	for _, found := range findings {
		message := found.Message
		if found.Label != "" {
			message += ": " + found.Label
		}
		errs = append(errs, &Error{File: f.file, Span: found.At.Span, Pointer: found.Path, Message: message, Help: found.Help})
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	if id := f.root.Get("$id"); id != nil && id.Str() != base+f.name {
		return f.fault(id, "/$id", fmt.Sprintf("`%s` is not the address of this schema", id.Str()), fmt.Sprintf("leave `$id` out, or write `%s`", base+f.name))
	}
	return r.proveCompiled(f)
}

func (r *Registry) proveCompiled(f *schemaFile) error {
	k := r.kinds[strings.TrimSuffix(f.name, ".json")]
	if k == nil {
		k = &kind{name: f.name, file: f} // shared parts
	}
	if err := r.describe(k); err != nil {
		return err
	}
	if c := endless(r.compiler.inOrder); c != nil {
		return &Error{File: c.at.File, Span: c.at.Span, Message: "the schema refers to itself without end", Help: "refer to it from `properties` or `items`, not from the same place"}
	}
	p := &prover{registry: r, file: f}
	if isKindName(k.name) {
		p.document(k)
	}
	p.visit(f.root, "", true)
	if len(p.errs) > 0 {
		return errors.Join(p.errs...)
	}
	_, err := r.compile(k)
	return err
}

// prover collects what the dialect, being a schema itself, cannot demand.
type prover struct {
	registry *Registry
	file     *schemaFile
	errs     []error
}

func (p *prover) fault(n *document.Node, pointer, help, message string, args ...any) {
	p.errs = append(p.errs, p.file.fault(n, pointer, fmt.Sprintf(message, args...), help))
}

// document proves that a schema describes documents of its kind.
func (p *prover) document(k *kind) {
	for _, need := range []struct{ field, help string }{
		{"apiVersion", "add `\"apiVersion\": { \"$ref\": \"common.json#/$defs/apiVersion\" }` to its properties"},
		{"kind", fmt.Sprintf("add `\"kind\": { \"title\": \"Kind\", \"const\": \"%s\" }` to its properties", k.name)},
		{"metadata", "add `\"metadata\": { \"$ref\": \"common.json#/$defs/metadata\" }` to its properties"},
		{"spec", "describe under `spec` what a document of the kind says"},
	} {
		if k.name == "Settings" && (need.field == "metadata" || need.field == "spec") {
			continue // they are of the repository, not of an object
		}
		field := k.shape.Child(need.field)
		if field == nil {
			p.fault(p.file.root, "/properties", need.help, "the schema of a kind describes documents; this one has no `%s`", need.field)
			continue
		}
		if !slices.Contains(k.shape.Required, need.field) {
			p.fault(p.file.root, "/required", fmt.Sprintf("add `%s` to `required` of the schema", need.field), "`%s` is not required", need.field)
		}
		value := map[string]string{"apiVersion": APIVersion, "kind": k.name}[need.field]
		if value != "" && field.Const != any(value) {
			p.fault(p.file.root, "/properties/"+need.field, need.help, "`%s` must be the constant `%s`", need.field, value)
		}
	}
}

// visit proves a schema and those in it. closes says that the schema is the one
// that has to say which fields a mapping has, and not one around it.
func (p *prover) visit(n *document.Node, pointer string, closes bool) {
	if n.Kind != document.Map {
		return
	}
	p.mapping(n, pointer, closes)
	p.references(n, pointer)
	for i := range n.Entries {
		e := &n.Entries[i]
		inner := pointer + "/" + escapePointer(e.Key)
		switch under(e.Key) {
		case byName:
			for j := range e.Value.Entries {
				p.visit(e.Value.Entries[j].Value, inner+"/"+escapePointer(e.Value.Entries[j].Key), true)
			}
		case aSchema:
			if e.Value.Kind == document.List {
				for j := range e.Value.Entries {
					p.visit(e.Value.Entries[j].Value, fmt.Sprintf("%s/%d", inner, j), e.Key == "oneOf" && n.Get("properties") == nil)
				}
				continue
			}
			p.visit(e.Value, inner, e.Key == "items" || e.Key == "additionalProperties")
		}
	}
}

// mapping proves that a mapping says which fields it has, and that the fields
// it requires are among them.
func (p *prover) mapping(n *document.Node, pointer string, closes bool) {
	properties := n.Get("properties")
	isMapping := n.Get("type").Str() == "object" || properties != nil
	elsewhere := n.Get("$ref") != nil || n.Get("oneOf") != nil || n.Get("anyOf") != nil || n.Get("allOf") != nil
	if isMapping && closes && !elsewhere && n.Get("additionalProperties") == nil && n.Get("patternProperties") == nil {
		p.fault(n, pointer, "add `\"additionalProperties\": false`, or a schema for other fields", "the mapping does not say whether it may have other fields, so that a typo in a document would pass")
	}
	additional := n.Get("additionalProperties")
	if additional == nil || additional.Kind != document.Bool || additional.IsTrue() || n.Get("patternProperties") != nil {
		return
	}
	known := keysOf(properties)
	for i, name := range texts(n.Get("required")) {
		if slices.Contains(known, name) {
			continue
		}
		message := fmt.Sprintf("`%s` is required, but is not among the properties", name)
		if near := Nearest(name, known); near != "" {
			message += fmt.Sprintf(": did you mean `%s`?", near)
		}
		p.fault(n.Get("required").Entries[i].Value, fmt.Sprintf("%s/required/%d", pointer, i), "describe it under `properties`", "%s", message)
	}
}

// references proves the keywords by which interlock finds its way in documents.
func (p *prover) references(n *document.Node, pointer string) {
	if ref := n.Get("x-ref"); ref != nil && ref.Str() != "*" && !p.registry.Has(ref.Str()) {
		message := fmt.Sprintf("there is no kind `%s`", ref.Str())
		if near := p.registry.Nearest(ref.Str()); near != "" {
			message += fmt.Sprintf(": did you mean `%s`?", near)
		}
		p.fault(ref, pointer+"/x-ref", "name a kind that has a schema", "%s", message)
	}
	for _, pair := range [][2]string{{"then", "if"}, {"else", "if"}} {
		if value := n.Get(pair[0]); value != nil && n.Get(pair[1]) == nil {
			p.fault(value, pointer+"/"+pair[0], "add `if`", "`%s` stands without `%s` and so means nothing", pair[0], pair[1])
		}
	}
	key := n.Get("x-merge-key")
	if key == nil {
		return
	}
	made := p.registry.compiler.clauses[n]
	if made == nil {
		return
	}
	item := p.registry.shaper.shape([]*clause{made}, nil).Item()
	switch {
	case item.Child(key.Str()) == nil:
		p.fault(key, pointer+"/x-merge-key", "name a field that every member has", "the members of the list have no field `%s`", key.Str())
	case !slices.Contains(item.Required, key.Str()):
		p.fault(key, pointer+"/x-merge-key", fmt.Sprintf("add `%s` to `required` of the members", key.Str()), "`%s` tells members apart, but is not required of them", key.Str())
	}
}
