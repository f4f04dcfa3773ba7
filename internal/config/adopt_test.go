package config_test

import (
	"slices"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/starter"
)

const adopts = head + "  adopts:\n"

func TestAdopts(t *testing.T) {
	got, err := load(t, map[string]string{config.FileName: adopts +
		"    - {set: standards, except: [metrics, content], owner: global-marketing-ops}\n" +
		"    - {set: standards, only: [metrics], owner: insights}\n" +
		"    - {set: privacy, only: [uk-gdpr, gdpr], owner: legal}\n"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Adopts) != 3 {
		t.Fatalf("%d adoptions", len(got.Adopts))
	}
	var names []string
	for _, file := range got.Adopts[0].Files {
		names = append(names, starter.NameOf(file))
	}
	if slices.Contains(names, "metrics") || slices.Contains(names, "content") || !slices.Contains(names, "core-platforms") {
		t.Errorf("of the standards but two there are %v", names)
	}
	if one := got.Adopts[1]; len(one.Files) != 1 || one.Files[0].Path != "interlock:standards/metrics.yaml" || one.Owner.Text != "insights" {
		t.Errorf("of one standard there is %+v", one)
	}
	if two := got.Adopts[2]; len(two.Files) != 2 || two.Files[0].Path != "interlock:privacy/gdpr.yaml" || two.At.Path != config.FileName {
		t.Errorf("of two regimes there is %+v", two)
	}
}

func TestAdoptsRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"an unknown set":      {"    - {set: standarts, owner: ops}\n", "interlock.yaml:5:13: `set` may not be `standarts`"},
		"nobody":              {"    - {set: standards}\n", "owner"},
		"an unknown name":     {"    - {set: privacy, only: [gdrp], owner: ops}\n", "interlock.yaml:5:29: the set `privacy` has no `gdrp`; did you mean `gdpr`?"},
		"an unknown except":   {"    - {set: privacy, except: [gdrp], owner: ops}\n", "the set `privacy` has no `gdrp`"},
		"nothing is left":     {"    - {set: privacy, only: [gdpr], except: [gdpr], owner: ops}\n", "interlock.yaml:5:13: nothing of the set `privacy` is adopted"},
		"twice":               {"    - {set: privacy, owner: ops}\n    - {set: privacy, only: [gdpr], owner: legal}\n", "interlock.yaml:6:13: `gdpr` is adopted twice: here for legal, and in line 5 for ops"},
		"no list":             {"    set: standards\n", "`adopts` must be a list"},
		"a list of texts":     {"    - standards\n", "must be a mapping"},
		"an empty list":       {"    []\n", "adopts"},
		"a name that is none": {"    - {set: privacy, only: [7], owner: ops}\n", "interlock.yaml:5:29"},
	} {
		_, err := load(t, map[string]string{config.FileName: adopts + c.text})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", name, err, c.want)
		}
	}
}

// The schema names the sets that there are.
func TestSchemaNamesTheSets(t *testing.T) {
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []any
	for _, set := range starter.Sets() {
		names = append(names, set.Name)
	}
	got := schemas.Describe("Settings").Child("spec").Child("adopts").Item().Child("set").Enum
	if !slices.Equal(got, names) {
		t.Errorf("the schema has %v, and there are %v", got, names)
	}
}

// The digest follows what is adopted, and not who adopts it.
func TestAdoptedDigest(t *testing.T) {
	digest := func(text string) string {
		c, err := load(t, map[string]string{config.FileName: adopts + text})
		if err != nil {
			t.Fatal(err)
		}
		return c.AdoptedDigest()
	}
	one := digest("    - {set: privacy, only: [gdpr], owner: ops}\n")
	if one == "" || one != digest("    - {set: privacy, only: [gdpr], owner: legal}\n") {
		t.Errorf("the digest is %q, and depends on the owner", one)
	}
	if one == digest("    - {set: privacy, only: [lgpd], owner: ops}\n") {
		t.Error("another text has the same digest")
	}
	if got := config.Default().AdoptedDigest(); got != "" {
		t.Errorf("nothing has the digest %q", got)
	}
}
