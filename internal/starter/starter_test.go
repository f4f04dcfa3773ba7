package starter_test

import (
	"net/url"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/starter"
)

// owner is a node such as settings would hold.
func owner(t *testing.T) *document.Node {
	t.Helper()
	documents, findings := document.Parse(source.NewFile("interlock.yaml", []byte("owner: global-marketing-ops\n")))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return documents[0].Root.Get("owner")
}

// What comes with interlock has to pass what it asks of others, bears the name of
// its file, belongs to no region, and is owned by nobody until it is adopted.
func TestDocuments(t *testing.T) {
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"standards": "Standard", "privacy": "PrivacyRegime"}
	for _, set := range starter.Sets() {
		if set.About == "" || strings.HasSuffix(set.About, ".") {
			t.Errorf("%s says of itself %q", set.Name, set.About)
		}
		if len(set.Files) < 10 {
			t.Errorf("%s has only %d files", set.Name, len(set.Files))
		}
		for _, file := range set.Files {
			if want := source.ShippedPrefix + set.Name + "/" + starter.NameOf(file) + ".yaml"; file.Path != want {
				t.Errorf("%s: its path should be %s", file.Path, want)
			}
			documents, findings := document.Parse(file)
			if len(documents) != 1 || len(findings) > 0 {
				t.Fatalf("%s: %d documents, findings %v", file.Path, len(documents), findings)
			}
			d := documents[0]
			if d.Name != starter.NameOf(file) || d.Kind != kinds[set.Name] || d.Region != "" {
				t.Errorf("%s: holds %s/%s of %q", file.Path, d.Kind, d.Name, d.Region)
			}
			if d.Root.Get("metadata").Get("owner") != nil {
				t.Errorf("%s: has an owner", file.Path)
			}
			for _, f := range schemas.Validate(starter.Adopt(file, owner(t))[0].Root, d.Kind) {
				t.Errorf("%s: %s", file.Path, f.Message)
			}
		}
	}
}

// A privacy regime says where the law stands, where in it each demand is made,
// and that it is no advice.
func TestRegimesHaveSources(t *testing.T) {
	set, _ := starter.Find("privacy")
	for _, file := range set.Files {
		documents, _ := document.Parse(file)
		spec := documents[0].Root.Get("spec")
		if link, err := url.Parse(spec.Get("source").Str()); err != nil || link.Host == "" || link.Host == "example.com" {
			t.Errorf("%s: source %q", file.Path, spec.Get("source").Str())
		}
		for _, demand := range []string{"consent", "retention", "residency", "subjectRequests", "rights"} {
			if spec.Get(demand) != nil && spec.Get("articles").Get(demand) == nil {
				t.Errorf("%s: does not say where the law asks for %s", file.Path, demand)
			}
		}
		if !strings.Contains(spec.Get("note").Str(), "not legal advice") {
			t.Errorf("%s: does not say that it is no legal advice", file.Path)
		}
	}
}

// Adopting leaves the text as it is: every value but the owner stands in the file
// of the set, and the owner where it was given.
func TestAdopt(t *testing.T) {
	who := owner(t)
	for _, set := range starter.Sets() {
		for _, file := range set.Files {
			adopted := starter.Adopt(file, who)[0].Root
			if got := adopted.Get("metadata").Get("owner"); got != who {
				t.Errorf("%s: owner %+v", file.Path, got)
			}
			plain, _ := document.Parse(file)
			if plain[0].Root.Get("metadata").Get("owner") != nil {
				t.Errorf("%s: adopting changed the set", file.Path)
			}
			if !document.Equal(adopted.Get("spec"), plain[0].Root.Get("spec")) {
				t.Errorf("%s: adopting changed the spec", file.Path)
			}
		}
	}
}

func TestFind(t *testing.T) {
	if _, found := starter.Find("standard"); found {
		t.Error("found a set that there is not")
	}
	set, found := starter.Find("privacy")
	if !found || set.Name != "privacy" {
		t.Errorf("%v %v", set, found)
	}
}
