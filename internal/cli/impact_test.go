package cli_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v5"
)

// What the story of impact prints fits the published schema.
func TestImpactFitsItsSchema(t *testing.T) {
	story, err := txtar.ParseFile("testdata/script/impact.txtar")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile("../../docs/reference/impact-output.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validated := 0
	for _, file := range story.Files {
		if file.Name != "impact.json" {
			continue
		}
		decoder := json.NewDecoder(bytes.NewReader(file.Data))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%#v", err)
		}
		validated++
	}
	if validated != 1 {
		t.Errorf("the story has %d outputs", validated)
	}
}
