package schema

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/source"
)

// envelope is the schema of a kind around that of its spec.
func envelope(kind, spec, more string) string {
	return `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "` + kind + `", "description": "For a test.", "type": "object", "additionalProperties": false,
  "required": ["apiVersion", "kind", "metadata", "spec"],
  "properties": {
    "apiVersion": { "$ref": "common.json#/$defs/apiVersion" },
    "kind": { "const": "` + kind + `" },
    "metadata": { "$ref": "common.json#/$defs/metadata" },
    "spec": ` + spec + `
  }` + more + `
}`
}

// tree contains itself.
var tree = envelope("Tree", `{ "$ref": "#/$defs/branch", "title": "Spec" }`, `,
  "$defs": { "branch": {
    "title": "Branch", "type": "object", "additionalProperties": false,
    "properties": { "below": { "$ref": "#/$defs/branch", "description": "What is below." }, "owner": { "type": "string", "x-ref": "Team" } }
  } }`)

// tangle uses every keyword of the dialect that interlock's own kinds do without.
var tangle = envelope("Tangle", `{
      "type": "object", "additionalProperties": { "type": ["integer", "null"] }, "minProperties": 1, "maxProperties": 30,
      "patternProperties": { "^n[0-9]$": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 10, "multipleOf": 0.5 } },
      "propertyNames": { "maxLength": 7 },
      "dependentRequired": { "from": ["to"] },
      "properties": {
        "from": { "type": "string", "format": "date" }, "to": { "type": "string", "format": "date" },
        "name": { "allOf": [{ "type": "string" }, { "minLength": 2 }, { "not": { "enum": ["global", "local"] } }] },
        "list": { "type": "array", "contains": { "const": "x" }, "maxItems": 3, "uniqueItems": true },
        "any": { "anyOf": [{ "type": "string", "maxLength": 3 }, { "type": "array", "items": { "$ref": "#/$defs/any" } }, { "type": "number", "minimum": 3 }] },
        "one": { "oneOf": [{ "type": "number", "multipleOf": 2 }, { "type": "number", "multipleOf": 3 }, { "type": "string" }] },
        "title": { "type": "string" },
        "never": { "type": "array", "items": false },
        "always": {},
        "short": { "$ref": "#/$defs/short", "allOf": [{ "minLength": 2 }], "description": "Short." },
        "shorter": { "$ref": "#/$defs/short", "maxLength": 2 },
        "shortest": { "$ref": "#/$defs/short", "allOf": [{ "maxLength": 1 }] },
        "fixed": { "const": { "a": [1, "x", null] } },
        "some": { "enum": [1, "two", [3], null] },
        "mode": { "enum": ["a", "b"] },
        "count": { "type": "integer" }
      },
      "if": { "properties": { "mode": { "const": "a" } }, "required": ["mode"] },
      "then": { "required": ["title"] },
      "else": { "properties": { "title": { "maxLength": 5 } } }
    }`, `,
  "$defs": { "any": { "type": ["string", "array"], "items": { "$ref": "#/$defs/any" } }, "short": { "type": "string", "maxLength": 3 } },
  "examples": [{
    "apiVersion": "interlock.dev/v1", "kind": "Tangle", "metadata": { "name": "t", "owner": "o" },
    "spec": { "from": "2027-01-01", "to": "2027-02-01", "n1": 2.5, "name": "ab", "list": ["x", 1.0], "any": ["a", ["b"]], "one": 4, "always": {"b": 1},
      "mode": "a", "title": "a long title", "some": [3.0], "fixed": { "a": [1, "x", null] }, "other": 3, "short": "ab", "shorter": "a", "shortest": "b" }
  }]`)

func loadError(t *testing.T, files map[string]string) string {
	t.Helper()
	var local []*source.File
	for name, text := range files {
		local = append(local, source.NewFile(name, []byte(text)))
	}
	_, err := Load(local)
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestRefusedSchemas(t *testing.T) {
	good := `{ "type": "object", "additionalProperties": false, "properties": { "a": { "type": "string" } } }`
	spec := func(text string) map[string]string {
		return map[string]string{"schemas/Thing.json": envelope("Thing", text, "")}
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing is wrong", spec(good), ""},
		{"a typo in a keyword", spec(`{ "type": "object", "additionalProperties": false, "propertis": {} }`),
			"schemas/Thing.json:9:64: `spec` has no keyword `propertis`: did you mean `properties`? (at #/properties/spec/propertis); correct the keyword"},
		{"a typo in interlock's keyword", spec(`{ "type": "string", "x-reff": "Team" }`),
			"schemas/Thing.json:9:33: `spec` has no keyword `x-reff`: did you mean `x-ref`? (at #/properties/spec/x-reff); correct the keyword"},
		{"a keyword that the dialect does not have", spec(`{ "type": "object", "unevaluatedProperties": false }`),
			"schemas/Thing.json:9:33: `spec` has no keyword `unevaluatedProperties` (at #/properties/spec/unevaluatedProperties); remove it; interlock's dialect of JSON Schema does not have it"},
		{"a type that there is not", spec(`{ "type": "strng" }`),
			"schemas/Thing.json:9:23: `type` may not be `strng`: did you mean `string`? (at #/properties/spec/type); the allowed values are `string`, `number`, `integer`, `boolean`, `object`, `array` and `null`"},
		{"a format that nobody asserts", spec(`{ "type": "string", "format": "date-time" }`),
			"schemas/Thing.json:9:43: `format` may not be `date-time` (at #/properties/spec/format); the allowed values are `date`, `duration`, `email`, `timezone`, `language`, `country`, `currency`, `uri`, `path` and `regex`"},
		{"a keyword of the wrong type", spec(`{ "type": "string", "x-sensitive": "yes" }`),
			"schemas/Thing.json:9:48: `x-sensitive` must be `true` or `false`, not text: expected `true` or `false` (at #/properties/spec/x-sensitive); `x-sensitive` is for this: whether the value must never be shown"},
		{"a schema that is a number", spec(`5`),
			"schemas/Thing.json:9:13: `spec` must be a mapping, not a number: expected a mapping (at #/properties/spec); `spec` is for this: what a value must be like"},
		{"a pattern that does not compile", spec(`{ "type": "string", "pattern": "a(" }`),
			"schemas/Thing.json:9:44: `a(` is not a regular expression: missing closing ): `a(` (at #/properties/spec/pattern); write a regular expression in the syntax of RE2, as in `^campaign-[0-9]{4}$`"},
		{"a remote reference", spec(`{ "$ref": "https://example.com/schema.json" }`),
			"schemas/Thing.json:9:23: `https://example.com/schema.json` is no schema of this repository or of interlock; schemas are read neither from other places nor from the network (at #/properties/spec/$ref); copy the schema into the folder of schemas and refer to it by its file name"},
		{"a reference to a file", spec(`{ "$ref": "file:///etc/passwd" }`),
			"schemas/Thing.json:9:23: `file:///etc/passwd` is no schema of this repository or of interlock; schemas are read neither from other places nor from the network (at #/properties/spec/$ref); copy the schema into the folder of schemas and refer to it by its file name"},
		{"a reference out of the folder", spec(`{ "$ref": "../secret.json" }`),
			"schemas/Thing.json:9:23: `../secret.json` is no schema of this repository or of interlock; schemas are read neither from other places nor from the network (at #/properties/spec/$ref); copy the schema into the folder of schemas and refer to it by its file name"},
		{"a reference to a file that is not there", spec(`{ "$ref": "parts.json#/$defs/a" }`),
			"schemas/Thing.json:9:23: there is no schema `parts.json` (at #/properties/spec/$ref); name a file in the folder of schemas, or `common.json`"},
		{"a reference to a definition that is not there", spec(`{ "$ref": "common.json#/$defs/metdata" }`),
			"schemas/Thing.json:9:23: `common.json` has no definition `metdata`: did you mean `metadata`? (at #/properties/spec/$ref); name one that stands under `$defs`"},
		{"a reference into the middle", spec(`{ "$ref": "#/properties/kind" }`),
			"schemas/Thing.json:9:23: `#/properties/kind` does not name a definition (at #/properties/spec/$ref); refer to `#/$defs/NAME` or `FILE.json#/$defs/NAME`"},
		{"a schema that refers to itself", map[string]string{"schemas/Thing.json": envelope("Thing", `{ "$ref": "#/$defs/a" }`, `, "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/b" }] }, "b": { "$ref": "#/$defs/a" } }`)},
			"schemas/Thing.json:10:22: the schema refers to itself without end; refer to it from `properties` or `items`, not from the same place"},
		{"an open mapping", spec(`{ "type": "object", "properties": { "a": { "type": "string" } } }`),
			"schemas/Thing.json:9:13: the mapping does not say whether it may have other fields, so that a typo in a document would pass (at #/properties/spec); add `\"additionalProperties\": false`, or a schema for other fields"},
		{"a typo among the required", spec(`{ "type": "object", "additionalProperties": false, "required": ["titel"], "properties": { "title": { "type": "string" } } }`),
			"schemas/Thing.json:9:77: `titel` is required, but is not among the properties: did you mean `title`? (at #/properties/spec/required/0); describe it under `properties`"},
		{"a reference to a kind that there is not", spec(`{ "type": "string", "x-ref": "Taem" }`),
			"schemas/Thing.json:9:42: there is no kind `Taem`: did you mean `Team`? (at #/properties/spec/x-ref); name a kind that has a schema"},
		{"a merge key that members lack", spec(`{ "type": "array", "x-merge-key": "id", "items": { "type": "object", "additionalProperties": false, "properties": { "name": { "type": "string" } } } }`),
			"schemas/Thing.json:9:47: the members of the list have no field `id` (at #/properties/spec/x-merge-key); name a field that every member has"},
		{"a merge key that is not required", spec(`{ "type": "array", "x-merge-key": "name", "items": { "type": "object", "additionalProperties": false, "properties": { "name": { "type": "string" } } } }`),
			"schemas/Thing.json:9:47: `name` tells members apart, but is not required of them (at #/properties/spec/x-merge-key); add `name` to `required` of the members"},
		{"then without if", spec(`{ "type": "object", "additionalProperties": true, "then": { "required": ["a"] } }`),
			"schemas/Thing.json:9:71: `then` stands without `if` and so means nothing (at #/properties/spec/then); add `if`"},
		{"an address of its own", map[string]string{"schemas/Thing.json": envelope("Thing", good, `, "$id": "https://example.com/Thing.json"`)},
			"schemas/Thing.json:10:13: `https://example.com/Thing.json` is not the address of this schema (at #/$id); leave `$id` out, or write `https://interlock.dev/schemas/v1/Thing.json`"},
		{"an inner address", spec(`{ "$id": "https://example.com/inner", "type": "string" }`),
			"schemas/Thing.json:9:22: an inner schema has no `$id` (at #/properties/spec/$id); give it a name under `$defs` and refer to it as `#/$defs/NAME`"},
		{"a kind of interlock's", map[string]string{"schemas/Team.json": envelope("Team", good, "")},
			"schemas/Team.json:1:1: `Team.json` is one of interlock's own schemas and cannot be redefined; give the kind another name"},
		{"two files of one name", map[string]string{"schemas/a/Thing.json": envelope("Thing", good, ""), "schemas/b/Thing.json": envelope("Thing", good, "")},
			"schemas/b/Thing.json:1:1: `Thing.json` is defined by `schemas/a/Thing.json` as well; rename one of the two files"},
		{"a kind of another name", map[string]string{"schemas/Thing.json": envelope("Ting", good, "")},
			"schemas/Thing.json:1:1: `kind` must be the constant `Thing` (at #/properties/kind); add `\"kind\": { \"title\": \"Kind\", \"const\": \"Thing\" }` to its properties"},
		{"no JSON", map[string]string{"schemas/Thing.json": "{\n  \"type\": object\n}"},
			"schemas/Thing.json:2:11: this is not JSON: invalid character 'o' looking for beginning of value; mend the syntax of the schema"},
		{"JSON that ends too early", map[string]string{"schemas/Thing.json": "{\n  \"type\": \"object\","},
			"schemas/Thing.json:2:20: the JSON ends too early; close every brace and bracket of the schema"},
		{"an empty file", map[string]string{"schemas/Thing.json": ""},
			"schemas/Thing.json:1:1: the JSON ends too early; close every brace and bracket of the schema"},
		{"a key twice", map[string]string{"schemas/Thing.json": "{\n  \"type\": \"object\",\n  \"type\": \"array\"\n}"},
			"schemas/Thing.json:3:3: `type` is given twice; remove one of the two"},
		{"something after the end", map[string]string{"schemas/Thing.json": "{}\n{}"},
			"schemas/Thing.json:2:1: there is something after the end of the schema; keep one JSON value in the file"},
		{"a schema without end", map[string]string{"schemas/Thing.json": strings.Repeat(`{"not":`, 10_000)},
			"schemas/Thing.json:1:897: the schema is nested more than 128 levels deep; give inner schemas a name under `$defs` and refer to it"},
		{"a count beyond counting", spec(`{ "type": "string", "minLength": 1e400 }`),
			"schemas/Thing.json:9:46: `1e400` is too large (at #/properties/spec/minLength); write a smaller number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, loadError(t, c.files)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Everything that is wrong is told at once, and always in one order.
func TestErrorsAreJoined(t *testing.T) {
	files := map[string]string{
		"schemas/B.json":    envelope("B", `{ "typ": "string", "formt": "date" }`, ""),
		"schemas/A.json":    envelope("A", `{ "$ref": "none.json" }`, ""),
		"schemas/Team.json": "{}",
	}
	first := loadError(t, files)
	if got := strings.Count(first, "\n") + 1; got != 4 {
		t.Errorf("expected four errors, got %d:\n%s", got, first)
	}
	for range 20 {
		if again := loadError(t, files); again != first {
			t.Fatal(cmp.Diff(first, again))
		}
	}
}

func TestKindOfTheRepository(t *testing.T) {
	r := load(t, map[string]string{
		"schemas/Council.json": envelope("Council", `{ "type": "object", "additionalProperties": false, "required": ["cadence"],
			"properties": { "cadence": { "$ref": "parts.json#/$defs/cadence" }, "chair": { "type": "string", "x-ref": "Team" } } }`, ""),
		"schemas/parts.json": `{ "$defs": { "cadence": { "title": "Cadence", "enum": ["weekly", "monthly"] } } }`,
	})
	if !r.Has("Council") || r.Describe("Council").Child("spec").Child("chair").XRef != "Team" {
		t.Error("the kind is not described")
	}
	found := r.Check(parse(t, "apiVersion: interlock.dev/v1\nkind: Council\nmetadata: {name: f}\nspec: {cadence: weakly}\n"))
	if len(found) != 1 || found[0].Label != "did you mean `weekly`?" {
		t.Errorf("got %+v", found)
	}
	if plain := load(t, nil); plain.Digest() == r.Digest() || plain.Digest() != load(t, nil).Digest() {
		t.Error("the digest does not tell registries apart")
	}
}

func TestKindThatContainsItself(t *testing.T) {
	r := load(t, map[string]string{"schemas/Tree.json": tree})
	spec := r.Describe("Tree").Child("spec")
	below := spec.Child("below").Child("below").Child("below")
	if below == nil || below.Child("below") != below || below.Child("owner").XRef != "Team" || below.Description != "What is below." {
		t.Errorf("the shape of a part that contains itself is wrong: %+v", below)
	}
	doc := parse(t, "apiVersion: interlock.dev/v1\nkind: Tree\nmetadata: {name: t}\nspec: {below: {below: {ownr: x}}}\n")
	found := r.Check(doc)
	if len(found) != 1 || found[0].Label != "did you mean `owner`?" || found[0].Path != "spec.below.below.ownr" {
		t.Errorf("got %+v", found)
	}
}

func TestShapes(t *testing.T) {
	r := load(t, nil)
	workflow := r.Describe("Workflow")
	steps := workflow.Child("spec").Child("steps")
	if steps.MergeKey != "name" || steps.Item().Child("automation").Child("platform").XRef != "Platform" {
		t.Error("merge keys and references are not found")
	}
	if level := steps.Item().Child("serviceLevel"); level.Unit != "duration" || level.Format != "duration" || level.Title != "Service level" || level.Framework[0] != "W6" {
		t.Errorf("what stands beside a reference comes first, what it refers to second: %+v", level)
	}
	if of := r.Describe("Localization").Child("spec").Child("of"); of.XRef != "*" || of.Title != "Of" {
		t.Errorf("got %+v", of)
	}
	if set := r.Describe("Localization").Child("spec").Child("set"); set.Child("anything") != nil || !set.Open {
		t.Error("what a localization sets is free")
	}
	field := r.Describe("Standard").Child("spec").Child("fields").Item()
	if field.Discriminator != "stance" || len(field.Branches) != 2 {
		t.Fatalf("got %q and %d branches", field.Discriminator, len(field.Branches))
	}
	bounded := parse(t, "{stance: bounded}").Root
	free := parse(t, "{stance: localize}").Root
	if field.Narrow(bounded).Child("maximum") == nil || field.Narrow(free).Child("maximum") != nil || field.Child("maximum") == nil {
		t.Error("branches are not told apart")
	}
	if labels := workflow.Child("metadata").Child("labels"); labels.Child("tier").Types[0] != "string" {
		t.Error("the values of labels have no shape")
	}
	var none *Shape
	if none.Child("a") != nil || none.Item() != nil || none.Narrow(bounded) != nil || r.Describe("Nothing") != nil {
		t.Error("nothing has no shape")
	}
	root := parse(t, "apiVersion: interlock.dev/v1\nkind: Workflow\nspec: {steps: [{name: a, automation: {platform: p}}]}").Root
	allocations := testing.AllocsPerRun(100, func() {
		spec := root.Entry("spec")
		s := workflow.Entry(root, spec)
		s = s.Entry(spec.Value, spec.Value.Entry("steps"))
		_ = s.Entry(spec.Value.Get("steps"), &spec.Value.Get("steps").Entries[0]).Child("automation").Child("platform").XRef
	})
	if allocations != 0 {
		t.Errorf("walking along shapes allocates %v times", allocations)
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"Workfow", "Workflow"}, {"workflow", "Workflow"}, {"Taem", "Team"}, {"Team", ""}, {"Zebra", ""}, {"", ""}, {"Privacy_Regime", "PrivacyRegime"},
		{strings.Repeat("x", 1000), ""},
	} {
		if got := load(t, nil).Nearest(c.word); got != c.want {
			t.Errorf("%q: expected %q, got %q", c.word, c.want, got)
		}
	}
}

// What is sensitive is not repeated by what is said of it.
func TestSensitiveValues(t *testing.T) {
	r := load(t, map[string]string{"schemas/Secret.json": envelope("Secret", `{ "type": "object", "additionalProperties": false,
		"properties": { "key": { "type": "string", "format": "email", "x-sensitive": true }, "pin": { "type": "string", "x-sensitive": true },
			"mode": { "enum": ["abcd", "efgh"], "x-sensitive": true } } }`, "")})
	_, found := checkAll(r, "apiVersion: interlock.dev/v1\nkind: Secret\nmetadata: {name: s}\nspec: {key: <me@example.com>, pin: 4711, mode: abce}\n")
	if len(found) != 3 {
		t.Errorf("expected three findings, got %+v", found)
	}
	for _, f := range found {
		if text := f.Message + f.Label; f.Fix != nil || strings.Contains(text, "me@") || strings.Contains(text, "4711") || strings.Contains(text, "abc") {
			t.Errorf("a finding repeats what is sensitive: %+v", f)
		}
	}
}

func TestErrorsHavePlaces(t *testing.T) {
	file := source.NewFile("schemas/Thing.json", []byte(`{"typo": 1}`))
	_, err := Load([]*source.File{file})
	var fault *Error
	if !errors.As(err, &fault) || fault.Location().Path != file.Path || fault.Location().Span != (source.Span{Start: 1, End: 7}) || fault.Pointer != "/typo" {
		t.Errorf("got %+v", err)
	}
	if r := load(t, nil); r.Source("Team") == nil || r.Source("Nothing") != nil {
		t.Error("the text of a schema is not found")
	}
}
