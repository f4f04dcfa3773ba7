package policy

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

// TestNothingIsLeftOut proves that what the engine spares itself changes nothing:
// rules find the same in the examples, and in what random edits make of them,
// when each is run alone over every form of its kinds, with all of its input,
// and nothing is remembered.
func TestNothingIsLeftOut(t *testing.T) {
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	engine := shipped(t)
	alone := queries(t, engine)
	examples, err := fs.Glob(policies.FS, "*/*/bad.yaml")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	compared, told := 0, 0
	for _, example := range examples {
		data, err := fs.ReadFile(policies.FS, example)
		if err != nil {
			t.Fatal(err)
		}
		for edit := range 4 {
			text := string(data)
			if edit > 0 {
				text = withoutLines(text, edit, random)
			}
			documents, findings := document.Parse(source.NewFile("x.yaml", []byte(text)))
			if len(findings) > 0 {
				continue // the edit took half of something away
			}
			c := catalog.Build(schemas, documents)
			r := &run{Run: Run{Date: "2026-11-22"}, engine: engine, catalog: c, queries: map[asked]*query{}, matches: map[*catalog.Object]int{}}
			spared, naive := r.both(t, alone)
			if !slices.Equal(spared, naive) {
				t.Fatalf("%s: the engine finds\n%s\nrule by rule it is\n%s\nin\n%s", example, strings.Join(spared, "\n"), strings.Join(naive, "\n"), text)
			}
			compared++
			told += len(naive)
		}
	}
	t.Logf("%d repositories, %d findings", compared, told)
	if compared < len(examples) || told < len(examples)/2 {
		t.Errorf("too little was compared: %d repositories, %d findings", compared, told)
	}
}

// both runs the rules of scope object, as Evaluate does and naively.
func (r *run) both(t *testing.T, alone []*query) (spared, naive []string) {
	t.Helper()
	ctx := context.Background()
	r.base = base{r.data()}
	r.store = inmem.NewFromASTObject(r.base.data)
	txn, err := r.store.NewTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer r.store.Abort(ctx, txn)
	r.txn = txn
	findings, err := r.objects(ctx, r.catalog.Objects)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		spared = append(spared, fmt.Sprintf("%+v", f))
	}
	for _, o := range r.catalog.Objects {
		for _, form := range o.Forms {
			input := r.input(form, newValues(), &reads{whole: true})
			for _, q := range alone {
				if !q.rules[0].takes(o.Kind) {
					continue
				}
				// What a rule says of itself holds for both: one for objects at home is
				// about nothing else. The other values of `when` only spare work.
				if q.rules[0].when == whenHome && form != o.Home {
					continue
				}
				results, err := r.ask(q, input, topdown.NewCancel()).WithBaseCache(nil).Run(ctx)
				if err != nil {
					t.Fatal(err)
				}
				findings, err := r.findings(q, results, subject{form: form})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range findings {
					naive = append(naive, fmt.Sprintf("%+v", f))
				}
			}
		}
	}
	slices.Sort(spared)
	slices.Sort(naive)
	return spared, naive
}

// queries are the rules of scope object, each by itself.
func queries(t *testing.T, engine *Engine) []*query {
	t.Helper()
	var alone []*query
	r := &run{engine: engine}
	for _, one := range engine.rules {
		if one.Rule.Scope == string(ScopeObject) {
			q, err := r.prepare(func(other *rule) bool { return other == one })
			if err != nil {
				t.Fatal(err)
			}
			alone = append(alone, q)
		}
	}
	return alone
}

// withoutLines takes lines of a single value out of a repository.
func withoutLines(text string, count int, random *rand.Rand) string {
	lines := strings.Split(text, "\n")
	for range count {
		i := random.IntN(len(lines))
		key, value, found := strings.Cut(strings.TrimSpace(lines[i]), ": ")
		if found && !strings.HasPrefix(key, "-") && !strings.HasPrefix(key, "#") && value != "" && value != "|" {
			lines = slices.Delete(lines, i, i+1)
		}
	}
	return strings.Join(lines, "\n")
}

func shipped(t *testing.T) *Engine {
	t.Helper()
	var files []*source.File
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") {
			return err
		}
		data, err := fs.ReadFile(policies.FS, name)
		files = append(files, source.NewFile("interlock/policies/"+name, data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := Load(Set{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}
