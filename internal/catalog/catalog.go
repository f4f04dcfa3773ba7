// Package catalog indexes documents, resolves references and composes what is effective in each region.
package catalog

import (
	"sort"

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
	byID      map[finding.Object]*Object
	byName    map[string]map[string][]*Object // kind, name
	sketched  map[string]map[string]bool      // kind, name: of documents that are no objects
	byFile    map[string][]*Object            // in the order they stand
	standards map[string]*selection           // by kind they select
	targets   map[*Object]*Object             // of each localization what it changes
	refused   map[*Object]bool                // localizations of which something could not be done
	refs      refShapes
	hints     map[string]string // the nearest name, of kind/name that is unknown
	compared  int               // names compared to find them
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

	reach
	standards []*standard // that select it, of regions above before those below
	// effective is its form in each region from reach.first on; nil for an object
	// that has only its home form.
	effective []*Form
}

// Form is an object as it is effective in one or more regions.
type Form struct {
	Object  *Object
	Region  string   // where it arises: the object's own, or that of the localizations
	Regions []string // where it is effective in exactly this form, in the order of the tree
	Root    *document.Node
	Above   *Form // what the localizations of Region changed; nil for the home form
	Changes []*Change
	// Repeats are what the localizations of Region say that was so without them.
	Repeats []*Change
	// Left are the paths that standards want regions to set, and that regions
	// below this form still have as it says. They are told of the form that
	// the standard's regions start from, which is most often the home form.
	Left []*Left
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

// Adopted says whether the object comes with interlock, and holds here because
// the settings name it.
func (o *Object) Adopted() bool { return source.IsShipped(o.Doc.File.Path) }

// At is the form that is effective in a region, nil where the object is not.
func (o *Object) At(region string) *Form {
	i, inside := o.reaches(region)
	switch {
	case !inside:
		return nil
	case o.effective == nil:
		return o.Home
	}
	return o.effective[i]
}

// Spec is the object's own description.
func (o *Object) Spec() *document.Node { return o.Doc.Root.Get("spec") }

// Localizable says whether regions may change the object at all.
func (o *Object) Localizable() bool { return isLocalizable(o.Kind) }

// isLocalizable says whether regions may change objects of a kind. The kinds
// that say what regions may do are not among them.
func isLocalizable(kind string) bool {
	switch kind {
	case KindRegion, KindStandard, KindLocalization, KindWaiver, KindOrganization:
		return false
	}
	return true
}

// Find gives the object of a kind and name that belongs to a region.
func (c *Catalog) Find(kind, region, name string) *Object {
	return c.byID[finding.Object{Kind: kind, Region: region, Name: name}]
}

// Named gives the objects of a kind that bear a name, in whatever region.
func (c *Catalog) Named(kind, name string) []*Object { return c.byName[kind][name] }

// Visible gives the object that a name means in a region: the region's own,
// else that of the nearest region above.
func (c *Catalog) Visible(kind, region, name string) *Object {
	named := c.byName[kind][name]
	if len(named) == 0 {
		return nil
	}
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
		byID:     make(map[finding.Object]*Object, len(documents)),
		byName:   map[string]map[string][]*Object{},
		sketched: map[string]map[string]bool{},
		byFile:   map[string][]*Object{},
		targets:  map[*Object]*Object{},
		refused:  map[*Object]bool{},
		refs:     refShapes{},
		hints:    map[string]string{},
	}
	c.index(documents)
	c.Regions = c.regions()
	c.reaching()
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

// tell is report for a finding about an object, at a path of it.
func (c *Catalog) tell(r finding.Rule, o *Object, path string, at source.Location, message string) *finding.Finding {
	f := c.report(r, at, message)
	f.Object, f.Owner, f.Path = o.ID(), o.Owner(), path
	return f
}

// nameOf is the place of an object's name, as a related place.
func nameOf(o *Object, message string) []finding.Related {
	return []finding.Related{{At: place(o.Doc.Root, "metadata", "name"), Message: message}}
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
