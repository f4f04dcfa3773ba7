// Package catalog indexes documents, resolves references and composes what is effective in each region.
package catalog

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// APIVersion is what every document of interlock says of itself.
const APIVersion = "interlock.dev/v1"

// Global is the name of the root of the region tree.
const Global = "global"

// The kinds that shape the engine.
const (
	KindRegion       = "Region"
	KindStandard     = "Standard"
	KindLocalization = "Localization"
	KindWaiver       = "Waiver"
	KindOrganization = "Organization"
	KindPlatform     = "Platform"
)

// Catalog is every object of a snapshot, as written and as effective in each
// region. It is made by Build and then only read.
type Catalog struct {
	Regions *Regions
	Objects []*Object // sorted by kind, region and name
	Waivers []*Waiver // in the order of Objects

	schemas   *schema.Registry
	byName    map[string]map[string][]*Object // kind, name
	sketched  map[string]map[string]bool      // kind, name: of documents that cannot be parsed
	byFile    map[string][]*Object            // in the order they stand
	standards map[string][]*standard          // by kind they select
	refs      refShapes
	findings  []finding.Finding
}

// Object is an object as its document describes it, with what regions make of it.
type Object struct {
	Kind   string
	Region string // where it belongs; Global when its document names none
	Name   string
	Doc    *document.Document
	Shape  *schema.Shape // of the whole document; nil when its kind has no schema
	Home   *Form
	// Forms are the distinct forms that the object takes: Home, then one for each
	// region whose localizations change it, above before below. Localizations,
	// standards, waivers and regions have only their home form.
	Forms []*Form

	standards []*standard
	effective map[string]*Form
}

// Form is an object as it is effective in one or more regions.
type Form struct {
	Object  *Object
	Region  string   // where it arises: the object's own, or that of the localizations
	Regions []string // where it is effective in exactly this form, in the order of the tree
	Root    *document.Node
	Above   *Form // what the localizations of Region changed; nil for the home form
	Changes []*Change
	Left    []*Left // only of a home form
}

// ID names the object.
func (o *Object) ID() finding.Object {
	return finding.Object{Kind: o.Kind, Region: o.Region, Name: o.Name}
}

// ID names the form: its object, in the region where it arises.
func (f *Form) ID() finding.Object {
	return finding.Object{Kind: f.Object.Kind, Region: f.Region, Name: f.Object.Name}
}

// Owner is the team that owns the object; empty when it names none.
func (o *Object) Owner() string { return o.Doc.Root.Get("metadata").Get("owner").Str() }

// At is the form that is effective in a region, nil where the object is not.
func (o *Object) At(region string) *Form { return o.effective[region] }

// Spec is the object's own description.
func (o *Object) Spec() *document.Node { return o.Doc.Root.Get("spec") }

// Find gives the object of a kind and name that belongs to a region.
func (c *Catalog) Find(kind, region, name string) *Object {
	for _, o := range c.byName[kind][name] {
		if o.Region == region {
			return o
		}
	}
	return nil
}

// Named gives the objects of a kind that bear a name, in whatever region.
func (c *Catalog) Named(kind, name string) []*Object { return c.byName[kind][name] }

// Visible gives the object that a name means in a region: the region's own,
// else that of the nearest region above.
func (c *Catalog) Visible(kind, region, name string) *Object {
	for at := region; ; at = c.Regions.Parent(at) {
		if o := c.Find(kind, at, name); o != nil {
			return o
		}
		if at == Global {
			return nil
		}
	}
}

// Writer is the object whose document holds a place, nil for none.
func (c *Catalog) Writer(at source.Location) *Object {
	objects := c.byFile[at.Path]
	i := sort.Search(len(objects), func(i int) bool { return objects[i].Doc.Span.End > at.Span.Start })
	if i < len(objects) && objects[i].Doc.Span.Start <= at.Span.Start {
		return objects[i]
	}
	return nil
}

// Findings are those that Build made, unsorted.
func (c *Catalog) Findings() []finding.Finding { return c.findings }

// Build indexes documents and composes what is effective. It never fails: what
// does not fit is a finding, and the catalog holds the rest.
func Build(schemas *schema.Registry, documents []*document.Document) *Catalog {
	c := &Catalog{
		schemas:  schemas,
		byName:   map[string]map[string][]*Object{},
		sketched: map[string]map[string]bool{},
		byFile:   map[string][]*Object{},
		refs:     refShapes{},
	}
	c.index(documents)
	c.Regions = c.regions()
	c.standards = c.collectStandards()
	c.compose()
	c.shadows()
	c.references()
	c.cycles()
	c.Waivers = c.waivers()
	return c
}

func (c *Catalog) report(r finding.Rule, at source.Location, message string) *finding.Finding {
	c.findings = append(c.findings, finding.Finding{
		Rule: r.ID, Severity: r.Severity, Message: message, At: at,
		Why: r.Description, Help: r.Remedy, Docs: r.Docs(),
	})
	return &c.findings[len(c.findings)-1]
}

// index gives every document its identity.
func (c *Catalog) index(documents []*document.Document) {
	documents = slices.Clone(documents)
	slices.SortStableFunc(documents, func(a, b *document.Document) int {
		return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	for _, d := range documents {
		if d.Root == nil {
			if d.Kind != "" && d.Name != "" {
				if c.sketched[d.Kind] == nil {
					c.sketched[d.Kind] = map[string]bool{}
				}
				c.sketched[d.Kind][d.Name] = true
			}
			continue
		}
		if d.APIVersion != APIVersion || d.Name == "" || !c.schemas.Has(d.Kind) {
			continue // the schema's findings say so
		}
		o := &Object{Kind: d.Kind, Region: cmp.Or(d.Region, Global), Name: d.Name, Doc: d, Shape: c.schemas.Describe(d.Kind)}
		if first := c.Find(o.Kind, o.Region, o.Name); first != nil {
			f := c.report(ruleDuplicate, place(d.Root, "metadata", "name"), "there are two of "+o.ID().String())
			f.Object, f.Owner, f.Path = o.ID(), o.Owner(), "metadata.name"
			f.Related = []finding.Related{{At: place(first.Doc.Root, "metadata", "name"), Message: "the first one, which counts here"}}
			continue
		}
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

// place is where the value under some keys stands; of one that is not there,
// the nearest mapping above it.
func place(n *document.Node, keys ...string) source.Location {
	for _, key := range keys {
		below := n.Get(key)
		if below == nil {
			break
		}
		n = below
	}
	return n.Location()
}

// shadows reports objects that bear the name of one above them.
func (c *Catalog) shadows() {
	for _, o := range c.Objects {
		if o.Region == Global || !isLocalizable(o.Kind) {
			continue
		}
		above := c.Visible(o.Kind, c.Regions.Parent(o.Region), o.Name)
		if above == nil || above.At(o.Region) == nil {
			continue
		}
		f := c.report(ruleShadow, place(o.Doc.Root, "metadata", "name"),
			o.ID().String()+" bears the name of "+above.ID().String()+", which is effective there too")
		f.Object, f.Owner, f.Path = o.ID(), above.Owner(), "metadata.name"
		f.Related = []finding.Related{{At: place(above.Doc.Root, "metadata", "name"), Message: "the one above it"}}
	}
}

// isLocalizable says whether regions may change objects of a kind. The kinds
// that say what regions may do are not among them.
func isLocalizable(kind string) bool {
	switch kind {
	case KindRegion, KindStandard, KindLocalization, KindWaiver, KindOrganization:
		return false
	}
	return true
}
