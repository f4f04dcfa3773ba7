package schema

import (
	"io/fs"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/schemas"
)

func load(t testing.TB, files map[string]string) *Registry {
	t.Helper()
	var local []*source.File
	for name, text := range files {
		local = append(local, source.NewFile(name, []byte(text)))
	}
	r, err := Load(local)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func parse(t testing.TB, text string) *document.Document {
	t.Helper()
	docs, _ := document.Parse(source.NewFile("doc.yaml", []byte(text)))
	if len(docs) != 1 || docs[0].Root == nil {
		t.Fatalf("expected one document, got %d in:\n%s", len(docs), text)
	}
	return docs[0]
}

// ownFiles are interlock's own schemas, as if a repository had brought them.
func ownFiles(t *testing.T, r *Registry) map[string]*schemaFile {
	t.Helper()
	files := map[string]*schemaFile{}
	err := fs.WalkDir(schemas.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if r.files[name] == nil {
			t.Errorf("%s is embedded, but the registry does not have it", name)
			return nil
		}
		files[name] = r.files[name]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What a repository's schemas are held to holds for interlock's own, and for
// the dialect itself.
func TestOwnSchemasAreProven(t *testing.T) {
	r := load(t, nil)
	for name, f := range ownFiles(t, r) {
		if err := r.prove(f); err != nil {
			t.Errorf("%s:\n%v", name, err)
		}
	}
}

func TestOwnSchemasExplainEveryField(t *testing.T) {
	r := load(t, nil)
	seen := map[int]bool{}
	var visit func(s *Shape, at string)
	visit = func(s *Shape, at string) {
		if s == nil || seen[s.id] {
			return
		}
		seen[s.id] = true
		if s.Title == "" && s.Description == "" {
			t.Errorf("%s has neither title nor description", at)
		}
		for _, word := range []string{s.Description} {
			if word != "" && !strings.HasSuffix(word, ".") && !strings.HasSuffix(word, "…") {
				t.Errorf("%s: the description is no sentence: %s", at, word)
			}
		}
		for _, f := range s.Fields {
			visit(f.Shape, at+"."+f.Name)
		}
		visit(s.Items, at+"[]")
		visit(s.Values, at+".*")
		for _, branch := range s.Branches {
			visit(branch, at+"|"+branch.Title)
		}
	}
	for _, kind := range r.Kinds() {
		s := r.Describe(kind)
		if s == nil {
			t.Fatalf("%s cannot be described", kind)
		}
		if s.Description == "" || len(s.Examples) == 0 {
			t.Errorf("%s has no description or no examples", kind)
		}
		visit(s, kind)
	}
}

// Each example of a schema fits it: those of documents by the whole way, those
// of parts by their part.
func TestExamplesFit(t *testing.T) {
	r := load(t, nil)
	for name := range ownFiles(t, r) {
		if name == dialect {
			continue
		}
		k := &kind{name: name, file: r.files[name]}
		if known := r.kinds[strings.TrimSuffix(name, ".json")]; known != nil {
			k = known
		}
		if err := r.describe(k); err != nil {
			t.Fatal(err)
		}
	}
	count := 0
	for _, c := range r.compiler.clauses {
		if c.at.File.Path == "schemas/"+dialect {
			continue
		}
		for _, example := range c.examples {
			count++
			shape := r.shaper.shape([]*clause{c}, nil)
			w := r.walker(&kind{name: "example", shape: shape, root: c})
			w.frames = []frame{{node: example, shape: shape.Narrow(example)}}
			w.check(c)
			for _, f := range w.found {
				at := example.File.Position(f.At.Span.Start)
				t.Errorf("%s:%d:%d: %s (%s)", example.File.Path, at.Line, at.Column, f.Message, f.Path)
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d examples were found", count)
	}
	for _, kind := range r.Kinds() {
		root := r.files[kind+".json"].root
		for i := range root.Get("examples").Entries {
			for _, f := range r.Validate(root.Get("examples").Entries[i].Value, kind) {
				t.Errorf("%s: %s (%s)", kind, f.Message, f.Path)
			}
		}
	}
}
