package catalog_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// FuzzBuild holds over any text: nothing panics, what is effective can be asked
// for, and the order of documents is of no consequence.
func FuzzBuild(f *testing.F) {
	for _, name := range []string{"testdata/findings.txt", "testdata/forms.txt"} {
		for _, s := range sections(f, name) {
			f.Add(s.text)
		}
	}
	schemas := registry(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // package source does not hand over such files
		}
		docs, _ := document.Parse(source.NewFile("x.yaml", []byte(text)))
		c := catalog.Build(schemas, docs)
		ask(t, c)
		slices.Reverse(docs)
		reversed := catalog.Build(schemas, docs)
		a, b := finding.Sorted(slices.Clone(c.Findings())), finding.Sorted(slices.Clone(reversed.Findings()))
		if !slices.EqualFunc(a, b, func(a, b finding.Finding) bool {
			return finding.Compare(a, b) == 0 && a.Label == b.Label && a.Owner == b.Owner
		}) {
			t.Fatalf("another order of documents gives other findings:\n%v\n%v", a, b)
		}
	})
}

// ask asks a catalog all that it can be asked.
func ask(t *testing.T, c *catalog.Catalog) {
	for _, o := range c.Objects {
		if c.Find(o.Kind, o.Region, o.Name) != o || c.Writer(o.Doc.Root.Location()) != o || o.At(o.Region) != o.Home {
			t.Fatalf("%s is not found where it is", o.ID())
		}
		if o.Kind == catalog.KindStandard {
			c.Above(o)
		}
		for _, form := range o.Forms {
			for _, region := range form.Regions {
				if o.At(region) != form {
					t.Fatalf("%s in %s is another form", o.ID(), region)
				}
			}
			c.LeafOrigins(form)
			leaves := catalog.Leaves(form.Root, o.Shape)
			for _, leaf := range leaves[:min(len(leaves), 50)] {
				c.Explain(o, form.Region, leaf.At)
				form.Lookup(leaf.At).Place()
			}
			c.Explain(o, form.Region, nil)
			c.Explain(o, form.Region, document.Pointer{"spec", "*", "0", "nothing"})
			c.Standards(o, form.Region)
		}
	}
	for _, w := range c.Waivers {
		for _, found := range c.Findings() {
			w.Matches(found)
		}
	}
	for _, f := range c.Findings() {
		if f.At.IsZero() || f.Object.Name == "" {
			t.Fatalf("a finding without a place or object: %+v", f)
		}
	}
}
