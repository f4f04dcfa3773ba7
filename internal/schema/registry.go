// Package schema validates and describes documents by the JSON Schema of their kind.
package schema

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/schemas"
)

// APIVersion is the version of the document format that the registry knows.
const APIVersion = "interlock.dev/v1"

// dialect is the file of the schema that all schemas follow.
const dialect = "meta/dialect.json"

// Registry holds the schemas of all kinds: interlock's own and those of a
// repository. It may be used by many at once. A schema is compiled when it is
// first asked for.
type Registry struct {
	files map[string]*schemaFile // by name: the path below the folder of schemas
	kinds map[string]*kind
	names []string // of kinds, sorted

	formats map[string]format

	mu       sync.Mutex // guards what follows, and compilation
	compiler compiler
	library  *jsonschema.Compiler
	shaper   shaper

	lists listsOnce
}

// schemaFile is one file of schemas.
type schemaFile struct {
	name  string
	file  *source.File
	local bool
	root  *document.Node // nil until it is read
}

func (f *schemaFile) fault(n *document.Node, pointer, message, help string) *Error {
	return &Error{File: f.file, Span: n.Span, Pointer: pointer, Message: message, Help: help}
}

// kind is the schema of one kind, compiled in two steps.
type kind struct {
	name string
	file *schemaFile

	describeOnce sync.Once
	root         *clause
	shape        *Shape
	describeErr  error

	compileOnce sync.Once
	compiled    *jsonschema.Schema
	compileErr  error
}

// Load makes a registry of interlock's own schemas and the files given, which
// are those of the repository's folder of schemas. A file whose name begins
// with a capital letter is the schema of the kind of that name; others hold
// what several share. What is wrong with a file of the repository is an *Error;
// where several things are, they are joined.
func Load(local []*source.File) (*Registry, error) {
	r := &Registry{files: map[string]*schemaFile{}, kinds: map[string]*kind{}, formats: formats()}
	r.compiler = compiler{file: r.read, clauses: map[*document.Node]*clause{}}
	r.shaper = shaper{made: map[string]*Shape{}}
	r.library = jsonschema.NewCompiler()
	r.library.Draft = jsonschema.Draft2020
	r.library.AssertFormat = true
	r.library.LoadURL = r.open
	for name := range r.formats {
		r.library.Formats[name] = r.assertion(name)
	}
	if err := r.addOwn(); err != nil {
		return nil, err
	}
	added, errs := r.addLocal(local)
	for _, f := range added {
		if err := r.prove(f); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return r, nil
}

func (r *Registry) addOwn() error {
	for _, pattern := range []string{"*.json", dialect} {
		names, err := fs.Glob(schemas.FS, pattern)
		if err != nil {
			return fmt.Errorf("list the embedded schemas: %w", err)
		}
		for _, name := range names {
			data, err := schemas.FS.ReadFile(name)
			if err != nil {
				return fmt.Errorf("read the embedded schema: %w", err)
			}
			r.add(&schemaFile{name: name, file: source.NewFile("schemas/"+name, data)})
		}
	}
	return nil
}

func (r *Registry) add(f *schemaFile) {
	r.files[f.name] = f
	name := strings.TrimSuffix(f.name, ".json")
	if isKindName(name) {
		r.kinds[name] = &kind{name: name, file: f}
		r.names = append(r.names, name)
		slices.Sort(r.names)
	}
}

func isKindName(name string) bool {
	return name != "" && name[0] >= 'A' && name[0] <= 'Z' && !strings.ContainsAny(name, "/.")
}

// addLocal takes in the files of a repository, those that it can.
func (r *Registry) addLocal(local []*source.File) (added []*schemaFile, errs []error) {
	local = slices.SortedFunc(slices.Values(local), func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	for _, file := range local {
		f := &schemaFile{name: path.Base(file.Path), file: file, local: true}
		begin := &document.Node{File: file}
		known := r.files[f.name]
		switch {
		case known == nil:
			r.add(f)
			added = append(added, f)
		case known.local:
			errs = append(errs, f.fault(begin, "", fmt.Sprintf("`%s` is defined by `%s` as well", f.name, known.file.Path), "rename one of the two files"))
		default:
			errs = append(errs, f.fault(begin, "", fmt.Sprintf("`%s` is one of interlock's own schemas and cannot be redefined", f.name), "give the kind another name"))
		}
	}
	return added, errs
}

// Kinds lists the names of all kinds, sorted.
func (r *Registry) Kinds() []string { return slices.Clone(r.names) }

// Has says whether there is a kind of that name.
func (r *Registry) Has(kind string) bool { return r.kinds[kind] != nil }

// Own says whether a kind is one of the repository's, and not of interlock's.
func (r *Registry) Own(kind string) bool { return r.kinds[kind] != nil && r.kinds[kind].file.local }

// Nearest is the kind that was probably meant by a name that none has; empty
// when none is near.
func (r *Registry) Nearest(kind string) string { return Nearest(kind, r.names) }

// Describe is the shape of the documents of a kind, nil when there is no such
// kind.
func (r *Registry) Describe(kind string) *Shape {
	k := r.kinds[kind]
	if k == nil || r.describe(k) != nil {
		return nil
	}
	return k.shape
}

// Source is the text of the schema of a kind, nil when there is no such kind.
func (r *Registry) Source(kind string) *source.File {
	if k := r.kinds[kind]; k != nil {
		return k.file.file
	}
	return nil
}

// Digest is that of all schemas: it differs when any of them does.
func (r *Registry) Digest() source.Digest {
	names := make([]string, 0, len(r.files))
	for name := range r.files {
		names = append(names, name)
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, name := range names {
		digest := source.DigestOf(r.files[name].file.Data)
		fmt.Fprintf(sum, "%s\x00%x\n", name, digest[:])
	}
	var all source.Digest
	sum.Sum(all[:0])
	return all
}

// read is the parsed schema file of a name, nil when there is none. The caller
// holds the lock, or is alone.
func (r *Registry) read(name string) (*schemaFile, error) {
	f := r.files[name]
	if f == nil || f.root != nil {
		return f, nil
	}
	root, err := readJSON(f.file)
	if err != nil {
		return nil, err
	}
	f.root = root
	return f, nil
}

// describe makes the shape of a kind, once.
func (r *Registry) describe(k *kind) error {
	k.describeOnce.Do(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		k.root, k.shape, k.describeErr = r.shapeOf(k.file)
	})
	return k.describeErr
}

func (r *Registry) shapeOf(f *schemaFile) (*clause, *Shape, error) {
	if _, err := r.read(f.name); err != nil {
		return nil, nil, err
	}
	root, err := r.compiler.clause(f, f.root, "")
	if err != nil {
		return nil, nil, err
	}
	r.compiler.tell()
	shape := r.shaper.shape([]*clause{root}, nil)
	if r.shaper.failed {
		return nil, nil, f.fault(f.root, "", "the schema unfolds to more parts than can be described", "refer less from inside of `allOf`, and to fewer schemas at once")
	}
	return root, shape, nil
}

// compile has the library compile the schema of a kind, once.
func (r *Registry) compile(k *kind) (*jsonschema.Schema, error) {
	k.compileOnce.Do(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		k.compiled, k.compileErr = r.compileFile(k.file)
	})
	return k.compiled, k.compileErr
}

func (r *Registry) compileFile(f *schemaFile) (compiled *jsonschema.Schema, err error) {
	defer func() {
		// The library panics on some schemas that its own check lets pass.
		if problem := recover(); problem != nil {
			err = f.fault(&document.Node{File: f.file}, "", fmt.Sprintf("the schema does not compile: %v", problem), "simplify it")
		}
	}()
	compiled, err = r.library.Compile(base + f.name)
	if err != nil {
		return nil, f.fault(&document.Node{File: f.file}, "", "the schema does not compile: "+err.Error(), "see JSON Schema 2020-12 for what a keyword may hold")
	}
	return compiled, nil
}

// findings of a schema file against the dialect.
func (r *Registry) dialectFindings(f *schemaFile) ([]finding.Finding, error) {
	meta := &kind{name: dialect, file: r.files[dialect]}
	if err := r.describe(meta); err != nil {
		return nil, err
	}
	compiled, err := r.compile(meta)
	if err != nil {
		return nil, err
	}
	w := r.walker(meta)
	w.schema = true
	return w.validate(compiled, f.root), nil
}
