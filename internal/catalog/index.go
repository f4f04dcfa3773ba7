package catalog

import (
	"cmp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// index gives every document its identity.
func (c *Catalog) index(documents []*document.Document) {
	documents = slices.Clone(documents)
	rank := func(d *document.Document) int {
		if source.IsShipped(d.File.Path) {
			return 0 // of two, that of the repository is the one to put right
		}
		return 1
	}
	slices.SortStableFunc(documents, func(a, b *document.Document) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	for _, d := range documents {
		if d.Root == nil || d.APIVersion != APIVersion || d.Name == "" || !c.schemas.Has(d.Kind) {
			c.sketch(d) // the findings of the document or the schema say why
			continue
		}
		o := &Object{Kind: d.Kind, Region: cmp.Or(d.Region, Global), Name: d.Name, Doc: d, Shape: c.schemas.Describe(d.Kind)}
		if first := c.byID[o.ID()]; first != nil {
			f := c.tell(ruleDuplicate, o, "metadata.name", place(d.Root, "metadata", "name"), "there are two of "+o.ID().String())
			f.Related = nameOf(first, "the first one, which counts here")
			if first.Adopted() {
				f.Related = nameOf(first, "the one that interlock.yaml adopts")
				f.Help = "give yours another name, or leave the other out of what is adopted, by `except`"
			}
			continue
		}
		c.byID[o.ID()] = o
		if c.byName[o.Kind] == nil {
			c.byName[o.Kind] = map[string][]*Object{}
		}
		c.byName[o.Kind][o.Name] = append(c.byName[o.Kind][o.Name], o)
		c.byFile[d.File.Path] = append(c.byFile[d.File.Path], o)
		c.Objects = append(c.Objects, o)
	}
	slices.SortFunc(c.Objects, func(a, b *Object) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Region, b.Region), strings.Compare(a.Name, b.Name))
	})
}

// sketch remembers what a document that is no object says of itself, so that
// names that lead to it are not reported as well: one fault, one finding.
func (c *Catalog) sketch(d *document.Document) {
	if d.Kind == "" || d.Name == "" {
		return
	}
	kind := d.Kind
	if near := c.schemas.Nearest(kind); near != "" {
		kind = near // `kind: Workflw` is reported, and was meant as a Workflow
	}
	if c.sketched[kind] == nil {
		c.sketched[kind] = map[string]bool{}
	}
	c.sketched[kind][d.Name] = true
}

// shadows reports objects that bear the name of one above them.
func (c *Catalog) shadows() {
	for _, o := range c.Objects {
		if len(c.byName[o.Kind][o.Name]) == 1 || o.Region == Global || !isLocalizable(o.Kind) {
			continue
		}
		above := c.shared(o.Kind, o.Region, o.Name)
		if above == nil {
			continue
		}
		f := c.tell(ruleShadow, o, "metadata.name", place(o.Doc.Root, "metadata", "name"),
			o.ID().String()+" bears the name of "+above.ID().String()+", which is effective there too")
		f.Owner, f.Related = above.Owner(), nameOf(above, "the one above it")
	}
}

// shared is the object of a name that a region has from above: of those that
// are effective in it, that of the nearest region; nil for none.
func (c *Catalog) shared(kind, region, name string) *Object {
	if !c.Regions.Known(region) {
		return nil
	}
	for at := region; at != Global; {
		at = c.Regions.Parent(at)
		if o := c.Find(kind, at, name); o != nil {
			if _, effective := o.reaches(region); effective {
				return o
			}
		}
	}
	return nil
}
