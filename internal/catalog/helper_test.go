package catalog_test

import (
	"slices"
	"sync"
	"testing"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

var load = sync.OnceValues(func() (*schema.Registry, error) { return schema.Load(nil) })

// registry is that of the built-in kinds.
func registry(t testing.TB) *schema.Registry {
	t.Helper()
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// parse reads files, in the order of their names.
func parse(t testing.TB, files map[string]string) []*document.Document {
	t.Helper()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var all []*document.Document
	for _, name := range names {
		docs, _ := document.Parse(source.NewFile(name, []byte(files[name])))
		all = append(all, docs...)
	}
	return all
}
