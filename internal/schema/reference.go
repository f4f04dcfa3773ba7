package schema

import (
	"fmt"
	"strings"

	"interlock.dev/interlock/internal/document"
)

// base is the address below which the schemas of a registry stand.
const base = "https://interlock.dev/schemas/v1/"

// refer finds the schema that a $ref names. Only schemas of the registry can be
// named: nothing is read from files or the network because a schema says so.
func (r *clauseReader) refer(n *document.Node, pointer string) (*clause, error) {
	name, fragment := splitReference(n.Str())
	in := r.in
	if name != "" {
		if strings.ContainsAny(name, ":/\\") {
			return nil, r.in.fault(n, pointer, fmt.Sprintf("`%s` is no schema of this repository or of interlock; schemas are read neither from other places nor from the network", n.Str()),
				"copy the schema into the folder of schemas and refer to it by its file name")
		}
		var err error
		if in, err = r.file(name); err != nil {
			return nil, err
		}
		if in == nil {
			return nil, r.in.fault(n, pointer, fmt.Sprintf("there is no schema `%s`", name), "name a file in the folder of schemas, or `common.json`")
		}
	}
	definition, ok := strings.CutPrefix(fragment, "/$defs/")
	if fragment != "" && (!ok || strings.Contains(definition, "/")) {
		return nil, r.in.fault(n, pointer, fmt.Sprintf("`%s` does not name a definition", n.Str()), "refer to `#/$defs/NAME` or `FILE.json#/$defs/NAME`")
	}
	found := in.definition(fragment)
	if found == nil {
		message := fmt.Sprintf("`%s` has no definition `%s`", in.name, definition)
		if near := Nearest(definition, keysOf(in.root.Get("$defs"))); near != "" {
			message += fmt.Sprintf(": did you mean `%s`?", near)
		}
		return nil, r.in.fault(n, pointer, message, "name one that stands under `$defs`")
	}
	return r.clause(in, found, fragment)
}

// splitReference takes a reference apart: the name of a file, empty for the one
// it stands in, and a JSON pointer, empty for the whole file.
func splitReference(text string) (name, fragment string) {
	name, fragment, _ = strings.Cut(text, "#")
	return strings.TrimPrefix(name, base), fragment
}

// definition is the schema that a fragment names, nil when there is none.
func (f *schemaFile) definition(fragment string) *document.Node {
	if fragment == "" {
		return f.root
	}
	return f.root.Get("$defs").Get(unescapePointer(strings.TrimPrefix(fragment, "/$defs/")))
}

// target is what a reference in a file leads to, nil when that is nothing. The
// caller holds the lock, or is alone.
func (r *Registry) target(in *schemaFile, reference string) (*schemaFile, *document.Node) {
	name, fragment := splitReference(reference)
	if name != "" {
		var err error
		if in, err = r.read(name); err != nil || in == nil {
			return nil, nil
		}
	}
	return in, in.definition(fragment)
}

func keysOf(n *document.Node) []string {
	if n == nil {
		return nil
	}
	keys := make([]string, len(n.Entries))
	for i := range n.Entries {
		keys[i] = n.Entries[i].Key
	}
	return keys
}

func escapePointer(step string) string {
	return strings.ReplaceAll(strings.ReplaceAll(step, "~", "~0"), "/", "~1")
}

func unescapePointer(step string) string {
	return strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
}

// endless finds a clause that refers to itself before it looks at a part of the
// value, so that nothing could ever be checked against it.
func endless(inOrder []*clause) *clause {
	const open, done = 1, 2
	state := make([]uint8, len(inOrder))
	var visit func(c *clause) *clause
	visit = func(c *clause) *clause {
		if c == nil || state[c.id] == done {
			return nil
		}
		if state[c.id] == open {
			return c
		}
		state[c.id] = open
		for _, inner := range c.inPlace() {
			if found := visit(inner); found != nil {
				return found
			}
		}
		state[c.id] = done
		return nil
	}
	for _, c := range inOrder {
		if found := visit(c); found != nil {
			return found
		}
	}
	return nil
}

// inPlace lists the clauses that are asked about the same value as c.
func (c *clause) inPlace() []*clause {
	list := append([]*clause{c.ref, c.not, c.condition, c.then, c.otherwise}, c.allOf...)
	return append(append(list, c.anyOf...), c.oneOf...)
}
