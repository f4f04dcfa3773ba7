package draft_test

import (
	"strings"
	"testing"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

func registry(t *testing.T) *schema.Registry {
	t.Helper()
	r, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t *testing.T, text string) *document.Document {
	t.Helper()
	documents, findings := document.Parse(source.NewFile("new.yaml", []byte(text)))
	if len(findings) > 0 || len(documents) != 1 {
		t.Fatalf("the draft cannot be read: %v\n%s", findings, text)
	}
	return documents[0]
}

// What is drafted of every kind is YAML that means one thing, and fits its schema
// at once; and the same with every comment that holds a field turned into one.
func TestEveryKindFitsItsSchema(t *testing.T) {
	schemas := registry(t)
	for _, kind := range schemas.Kinds() {
		if kind == "Settings" {
			continue
		}
		text, err := draft.Write(schemas, draft.Document{Kind: kind, Name: "a-name", Region: "emea", Owner: "a-team", Date: "2026-11-22"})
		if err != nil {
			t.Fatal(err)
		}
		d := read(t, string(text))
		if d.Kind != kind || d.Name != "a-name" || (d.Region != "emea") != (kind == "Organization" || kind == "Region") {
			t.Errorf("%s: it says that it is %s/%s in %s", kind, d.Kind, d.Name, d.Region)
		}
		for _, f := range schemas.Validate(d.Root, kind) {
			t.Errorf("%s: %s at %s\n%s", kind, f.Message, f.Path, text)
		}
		for _, f := range schemas.Describe(kind).Child("spec").Fields {
			if !strings.Contains(string(text), "\n  "+f.Name+":") && !strings.Contains(string(text), "\n  # "+f.Name+":") {
				t.Errorf("%s: the draft does not tell of spec.%s", kind, f.Name)
			}
		}
	}
	if _, err := draft.Write(schemas, draft.Document{Kind: "Nothing", Name: "x"}); err == nil {
		t.Error("a kind that there is not was drafted")
	}
}

func TestGivenAndNotes(t *testing.T) {
	text, err := draft.Write(registry(t), draft.Document{
		Kind: "Waiver", Name: "w",
		Given: map[string]any{"spec.rule": "standard/locked-field", "spec.reason": "on: hold", "spec.expires": "2027-01-01"},
		Notes: map[string][]string{"spec.rule": {"why it is there"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n  rule: standard/locked-field\n  # why it is there\n", "\n  expires: 2027-01-01\n", "\n  # owner: team   # TODO"} {
		if !strings.Contains(string(text), want) && !strings.Contains(string(text), strings.Replace(want, "\n  # owner", "\n  # owner", 1)) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if got := read(t, string(text)).Root.Get("spec").Get("reason").Str(); got != "on: hold" {
		t.Errorf("the reason became %q", got)
	}
}

func build(t *testing.T, files map[string]string) *catalog.Catalog {
	t.Helper()
	var documents []*document.Document
	for _, name := range []string{"global/organization.yaml", "regions/emea/region.yaml", "regions/emea/dach/region.yaml", "regions/emea/uk.yaml",
		"regions/emea/calendars/a.yaml", "regions/emea/programs.yaml", "exceptions/one.yaml"} {
		if text, found := files[name]; found {
			parsed, _ := document.Parse(source.NewFile(name, []byte(text)))
			documents = append(documents, parsed...)
		}
	}
	return catalog.Build(registry(t), documents)
}

func object(kind, name, region string) string {
	if kind == "Region" && region != "" {
		return "apiVersion: interlock.dev/v1\nkind: Region\nmetadata: {name: " + name + "}\nspec: {title: x, parent: " + region + "}\n---\n"
	}
	metadata := "{name: " + name + ", owner: team-of-" + name
	if region != "" {
		metadata += ", region: " + region
	}
	return "apiVersion: interlock.dev/v1\nkind: " + kind + "\nmetadata: " + metadata + "}\nspec: {title: x}\n---\n"
}

// A document goes where those of its kind are, else where its region keeps
// others, as others do.
func TestPlace(t *testing.T) {
	c := build(t, map[string]string{
		"global/organization.yaml":      object("Organization", "acme", ""),
		"regions/emea/region.yaml":      object("Region", "emea", ""),
		"regions/emea/dach/region.yaml": object("Region", "dach", "emea"),
		"regions/emea/uk.yaml":          object("Region", "uk", "emea"),
		"regions/emea/calendars/a.yaml": object("Calendar", "a", "emea"),
		"regions/emea/programs.yaml":    object("Program", "a", "emea"),
		"exceptions/one.yaml":           object("Waiver", "one", "emea"),
	})
	for _, test := range []struct{ kind, region, want string }{
		{"Calendar", "emea", "regions/emea/calendars/x.yaml"},
		{"Calendar", "dach", "regions/emea/dach/calendars/x.yaml"},
		{"Calendar", "", "global/calendars/x.yaml"},
		{"Calendar", "uk", "regions/emea/uk/calendars/x.yaml"},
		{"Program", "emea", "regions/emea/x.yaml"},
		{"Program", "global", "global/x.yaml"},
		{"Waiver", "dach", "exceptions/x.yaml"},
		{"Region", "dach", "regions/emea/dach/x/region.yaml"},
		{"Vendor", "dach", "regions/emea/dach/x.yaml"},
	} {
		if got := draft.Place(c, test.kind, test.region, "x"); got != test.want {
			t.Errorf("a %s of %q goes to %s, and %s was expected", test.kind, test.region, got, test.want)
		}
	}
	if got := draft.Owner(c, "emea"); got != "team-of-a" {
		t.Errorf("most of emea is owned by %q", got)
	}
	if got := draft.Place(catalog.Build(registry(t), nil), "Team", "emea", "x"); got != "regions/emea/x.yaml" {
		t.Errorf("in an empty repository it goes to %s", got)
	}
}
