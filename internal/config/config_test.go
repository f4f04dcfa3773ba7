package config_test

import (
	"reflect"
	"testing"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

func load(t *testing.T, files map[string]string) (config.Config, error) {
	t.Helper()
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return config.Load(source.Memory(files), schemas)
}

const head = "apiVersion: interlock.dev/v1\nkind: Settings\nspec:\n"

// What is not set is as without settings.
func TestDefaults(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no file":       {},
		"empty":         {config.FileName: ""},
		"only a remark": {config.FileName: "# to be written\n"},
		"no spec":       {config.FileName: "apiVersion: interlock.dev/v1\nkind: Settings\n"},
		"empty spec":    {config.FileName: head[:len(head)-1] + " {}\n"},
	} {
		got, err := load(t, files)
		if err != nil || !reflect.DeepEqual(got, config.Default()) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestEverySetting(t *testing.T) {
	got, err := load(t, map[string]string{
		config.FileName: head + `  ignore: [rendered/**, ./drafts]
  limits: {fileSize: 4096}
  policies: ./rules/
  schemas: kinds
  state: var/state.db
  links: "https://git.example.com/{revision}/{path}#L{line}"
  brakes:
    changes: {share: 12.5%}
    deletions: {share: 0%, number: 3}
`,
		"rules/a.rego": "", "kinds/A.json": "{}",
	})
	if err != nil {
		t.Fatal(err)
	}
	share, none, number := 0.125, 0.0, 3
	want := config.Config{
		Ignore: []string{"rendered/**", "drafts"}, FileLimit: 4096, Policies: "rules", Schemas: "kinds", State: "var/state.db",
		Links:   "https://git.example.com/{revision}/{path}#L{line}",
		Changes: config.Brake{Share: &share}, Deletions: config.Brake{Share: &none, Number: &number},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestIgnores(t *testing.T) {
	c := config.Config{Ignore: []string{"rendered/**", "drafts", "notes/", "**/*.tmp.yaml", "regions/*/private"}}
	for name, want := range map[string]bool{
		"rendered/de/a.yaml":            true,
		"rendered/a.yaml":               true,
		"renderer/a.yaml":               false,
		"drafts/deep/below/a.yaml":      true,
		"drafts.yaml":                   false,
		"notes/a.yaml":                  true,
		"a.tmp.yaml":                    true,
		"regions/emea/a.tmp.yaml":       true,
		"regions/emea/private/a.yaml":   true,
		"regions/a/b/private/a.yaml":    false,
		"regions/emea/private":          true,
		"global/rendered/standard.yaml": false,
	} {
		if got := c.Ignores(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
