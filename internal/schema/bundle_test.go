package schema_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// bundled compiles a bundle as any other program would: nothing beside it is
// loaded, and formats are asserted.
func bundled(t *testing.T, r *schema.Registry, kind string) *jsonschema.Schema {
	t.Helper()
	text, err := r.Bundle(kind)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Bundle(kind)
	if err != nil || !bytes.Equal(text, again) {
		t.Fatal("two bundles of the same differ")
	}
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	compiler.AssertFormat = true
	if err := compiler.AddResource("bundle.json", bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("bundle.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func plainOf(t *testing.T, n *document.Node) any {
	t.Helper()
	data, err := json.Marshal(n.Value())
	if err != nil {
		t.Fatal(err)
	}
	var value any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// What another validator says of the documents of the example by the bundle of
// all kinds, and by that of their own: they are right, and no longer without
// what must be there, or with what must not.
func TestBundleOfMeridian(t *testing.T) {
	registry, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	all := bundled(t, registry, "")
	kinds := map[string]*jsonschema.Schema{}
	snapshot, err := source.Worktree{Dir: "../../examples/meridian"}.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	documents := 0
	for _, e := range snapshot.Entries() {
		if !e.IsYAML() {
			continue
		}
		file, _ := snapshot.Load(e.Path)
		parsed, _ := document.Parse(file)
		for _, d := range parsed {
			documents++
			value := plainOf(t, d.Root)
			if kinds[d.Kind] == nil {
				kinds[d.Kind] = bundled(t, registry, d.Kind)
			}
			for _, by := range []*jsonschema.Schema{all, kinds[d.Kind]} {
				if err := by.Validate(value); err != nil {
					t.Errorf("%s: %s/%s: %v", e.Path, d.Kind, d.Name, err)
				}
				fields := value.(map[string]any)
				fields["surplus"] = true
				if by.Validate(value) == nil {
					t.Errorf("%s: %s/%s may have any field", e.Path, d.Kind, d.Name)
				}
				delete(fields, "surplus")
			}
		}
	}
	if documents < 120 || len(kinds) < 20 {
		t.Errorf("only %d documents of %d kinds", documents, len(kinds))
	}
}

func TestBundleOfKinds(t *testing.T) {
	registry, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Bundle("Nothing"); err == nil {
		t.Error("there is a bundle of a kind that there is not")
	}
	for _, kind := range registry.Kinds() {
		text, err := registry.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "common.json") || strings.Contains(string(text), `"format": "duration"`) {
			t.Errorf("the bundle of %s refers to other files, or has a format that others read in another way", kind)
		}
		bundled(t, registry, kind)
	}
}
