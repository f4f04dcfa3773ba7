package page_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/page"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// world is a snapshot, read and composed without rules.
type world struct {
	snapshot *source.Snapshot
	catalog  *catalog.Catalog
	schemas  *schema.Registry
}

func read(t *testing.T, snapshot *source.Snapshot) world {
	t.Helper()
	var local []*source.File
	var documents []*document.Document
	for _, e := range snapshot.Entries() {
		file, problem := snapshot.Load(e.Path)
		switch {
		case problem != nil || e.Path == "interlock.yaml":
		case strings.HasPrefix(e.Path, "schemas/"):
			local = append(local, file)
		case e.IsYAML():
			found, _ := document.Parse(file)
			documents = append(documents, found...)
		}
	}
	schemas, err := schema.Load(local)
	if err != nil {
		t.Fatal(err)
	}
	return world{snapshot, catalog.Build(schemas, documents), schemas}
}

func (w world) build(findings ...finding.Finding) *page.Model {
	return page.Build(page.Input{Catalog: w.catalog, Schemas: w.schemas, Files: w.snapshot.File, Findings: findings, Date: "2027-02-01"})
}

func meridian(t *testing.T) world {
	t.Helper()
	snapshot, err := source.Worktree{Dir: "../../examples/meridian"}.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return read(t, snapshot)
}

// apply is what the app does with a patch (src/catalog.js), on plain values.
func apply(t *testing.T, patch, above any) any {
	t.Helper()
	p, ok := patch.(map[string]any)
	if !ok {
		return above
	}
	if value, whole := p["v"]; whole {
		return value
	}
	if members, ok := p["l"].([]any); ok {
		list := []any{}
		for _, m := range members {
			switch m := m.(type) {
			case json.Number:
				i, _ := m.Int64()
				list = append(list, above.([]any)[i])
			case []any:
				i, _ := m[0].(json.Number).Int64()
				list = append(list, apply(t, m[1], above.([]any)[i]))
			default:
				list = append(list, apply(t, m, nil))
			}
		}
		return list
	}
	before, _ := above.(map[string]any)
	keys, named := p["k"].([]any)
	if !named {
		for key := range before {
			keys = append(keys, key)
		}
	}
	made := map[string]any{}
	for _, key := range keys {
		key := key.(string)
		if change, changed := p["m"].(map[string]any)[key]; changed {
			made[key] = apply(t, change, before[key])
		} else {
			made[key] = before[key]
		}
	}
	return made
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return value
}

// Every form of every object comes back out of the differences, and every line
// of an object as written is that of its leaf.
func TestFormsComeBack(t *testing.T) {
	w := meridian(t)
	m := w.build()
	forms := 0
	for i, o := range w.catalog.Objects {
		values := []any{decode(t, m.Objects[i].Value)}
		var lines []int
		for _, leaf := range catalog.Leaves(o.Doc.Root, o.Shape) {
			if leaf.At[0] != "apiVersion" && leaf.At[0] != "kind" {
				lines = append(lines, o.Doc.File.LineAt(leaf.Node.Span.Start))
			}
		}
		got, line := []int(nil), 0
		for _, step := range m.Objects[i].Lines {
			line += step
			got = append(got, line)
		}
		if diff := cmp.Diff(lines, got); diff != "" {
			t.Errorf("%s: lines (-want +got):\n%s", o.ID(), diff)
		}
		for j, f := range m.Objects[i].Forms {
			forms++
			value := apply(t, decode(t, f.Patch), values[f.Above])
			values = append(values, value)
			want := o.Forms[j+1].Root.Value().(map[string]any)
			delete(want, "apiVersion")
			delete(want, "kind")
			if diff := cmp.Diff(want, value); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", o.ID(), w.catalog.Regions.Names[f.Region], diff)
			}
		}
	}
	if forms < 50 {
		t.Errorf("only %d forms compared", forms)
	}
}

// The places of what a form sets are those that the catalog knows.
func TestPlacesOfForms(t *testing.T) {
	w := meridian(t)
	m := w.build()
	compared := 0
	for i, o := range w.catalog.Objects {
		for j, f := range m.Objects[i].Forms {
			known := map[[2]any]bool{}
			for _, origin := range w.catalog.LeafOrigins(o.Forms[j+1]) {
				known[[2]any{origin.At.Path, w.snapshot.File(origin.At.Path).LineAt(origin.At.Span.Start)}] = true
			}
			for _, run := range placesIn(decode(t, f.Patch)) {
				line := 0
				for _, step := range run[1:] {
					line += step
					compared++
					if at := [2]any{m.Files[run[0]], line}; !known[at] {
						t.Errorf("%s in %s: no value is written in %v", o.ID(), o.Forms[j+1].Region, at)
					}
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d places compared", compared)
	}
}

// placesIn collects the runs of places of a patch.
func placesIn(patch any) [][]int {
	var found [][]int
	switch p := patch.(type) {
	case map[string]any:
		if at, whole := p["at"].([]any); whole {
			for _, run := range at {
				var numbers []int
				for _, n := range run.([]any) {
					i, _ := n.(json.Number).Int64()
					numbers = append(numbers, int(i))
				}
				found = append(found, numbers)
			}
			return found
		}
		for _, key := range []string{"m", "l"} {
			found = append(found, placesIn(p[key])...)
		}
		if _, inner := p["m"]; !inner && p["l"] == nil {
			for _, value := range p {
				found = append(found, placesIn(value)...)
			}
		}
	case []any:
		for _, member := range p {
			found = append(found, placesIn(member)...)
		}
	}
	return found
}

const hostile = `apiVersion: interlock.dev/v1
kind: Organization
metadata:
  name: hostile
  owner: nobody
spec:
  title: "</title></script><script>alert(1)</script>\u2028<!--&\"'"
  sponsor: {role: boss, email: boss@example.com}
`

// What people write is never taken for a part of the page.
func TestTextStaysText(t *testing.T) {
	w := read(t, source.Memory(map[string]string{"a.yaml": hostile}))
	var out bytes.Buffer
	if err := page.HTML(&out, w.build()); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if n := strings.Count(text, "</script"); n != 3 {
		t.Errorf("%d ends of scripts, expected two of data and that of the app", n)
	}
	for _, unwanted := range []string{"alert(1)", "\u2028", "<!--"} {
		body, _, _ := strings.Cut(text, "<style>")
		if body = strings.ReplaceAll(body, "&lt;script&gt;alert(1)&lt;/script&gt;\u2028&lt;!--", ""); strings.Contains(body, unwanted) {
			t.Errorf("%q stands in the head", unwanted)
		}
	}
	data := regexp.MustCompile(`id="interlock-model">([A-Za-z0-9+/=]+)</script>`).FindStringSubmatch(text)
	if data == nil {
		t.Fatal("the page has no data")
	}
	packed, err := base64.StdEncoding.DecodeString(data[1])
	if err != nil {
		t.Fatal(err)
	}
	zipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(zipped)
	if err != nil {
		t.Fatal(err)
	}
	if want := "</title></script><script>alert(1)</script>\u2028<!--&\"'"; decode(t, plain).(map[string]any)["title"] != want {
		t.Errorf("the title came out as %v", decode(t, plain).(map[string]any)["title"])
	}
}

// The page allows exactly the script and the style that it carries.
func TestPolicy(t *testing.T) {
	var out, live bytes.Buffer
	if err := page.HTML(&out, meridian(t).build()); err != nil {
		t.Fatal(err)
	}
	if err := page.Live(&live); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	head, _, _ := strings.Cut(out.String(), "<style>")
	if strings.Contains(head, "unsafe") {
		t.Error("the policy allows more than the page needs")
	}
	if strings.Contains(live.String(), `id="interlock-model"`) || !strings.Contains(live.String(), "connect-src 'self'") {
		t.Error("the live page has data, or may not ask for it")
	}
}

// The bundle may stand inside of a script element, and says whose work is in it.
func TestBundle(t *testing.T) {
	script, err := os.ReadFile("bundle/app.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"</script", "<script", "<!--"} {
		if bytes.Contains(bytes.ToLower(script), []byte(unwanted)) {
			t.Errorf("%s stands in the script", unwanted)
		}
	}
	style, err := os.ReadFile("bundle/app.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"</style", "url(", "@import"} {
		if bytes.Contains(bytes.ToLower(style), []byte(unwanted)) {
			t.Errorf("%s stands in the style", unwanted)
		}
	}
	licences, err := os.ReadFile("bundle/LICENSES.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"svelte", "@dagrejs/dagre"} {
		if !bytes.Contains(licences, []byte(name+" ")) {
			t.Errorf("the licence of %s is missing", name)
		}
	}
}

// The same input gives the same bytes.
func TestSameBytes(t *testing.T) {
	var texts [2]bytes.Buffer
	for i := range texts {
		if err := page.HTML(&texts[i], meridian(t).build()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0].Bytes(), texts[1].Bytes()) {
		t.Error("two pages of the same repository differ")
	}
}

const secretSchema = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Key", "description": "A key.", "type": "object", "additionalProperties": false,
  "required": ["apiVersion", "kind", "metadata", "spec"],
  "properties": {
    "apiVersion": {"$ref": "common.json#/$defs/apiVersion"},
    "kind": {"title": "k", "const": "Key"},
    "metadata": {"$ref": "common.json#/$defs/metadata"},
    "spec": {"title": "s", "type": "object", "additionalProperties": false, "properties": {
      "token": {"title": "Token", "type": "string", "x-sensitive": true},
      "counts": {"title": "Counts", "type": "object", "additionalProperties": {"title": "n", "type": "integer"}}
    }}
  }
}`

// Sensitive values never reach the page, and keys that JavaScript would put
// first stand first, so that lines stay with their values.
func TestSensitiveValuesAndNumberedKeys(t *testing.T) {
	w := read(t, source.Memory(map[string]string{
		"schemas/Key.json": secretSchema,
		"k.yaml":           "apiVersion: interlock.dev/v1\nkind: Key\nmetadata:\n  name: k\nspec:\n  token: tell-nobody\n  counts:\n    b: 1\n    \"10\": 2\n    \"9\": 3\n",
		"l.yaml":           "apiVersion: interlock.dev/v1\nkind: Localization\nmetadata:\n  name: k\n  region: emea\nspec:\n  of: {kind: Key, name: k}\n  reason: r\n  set:\n    token: tell-nobody-either\n",
		"r.yaml":           "apiVersion: interlock.dev/v1\nkind: Region\nmetadata:\n  name: emea\nspec:\n  title: EMEA\n",
	}))
	m := w.build()
	data, err := m.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range m.Objects {
		if o.Name != "k" || m.Kinds[o.Kind].Name != "Key" {
			continue
		}
		if want := `{"metadata":{"name":"k"},"spec":{"token":"••••••","counts":{"9":3,"10":2,"b":1}}}`; string(o.Value) != want {
			t.Errorf("got  %s\nwant %s", o.Value, want)
		}
		if diff := cmp.Diff([]int{4, 2, 4, -1, -1}, o.Lines); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
		if len(o.Forms) != 1 || bytes.Contains(o.Forms[0].Patch, []byte("tell")) {
			t.Errorf("the region's forms are %v", o.Forms)
		}
	}
	if bytes.Contains(data, []byte("tell-nobody")) {
		t.Error("a token stands in the model")
	}
}
