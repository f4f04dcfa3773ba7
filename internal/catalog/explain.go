package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// Explanation is all that is known of a value, as it is effective in a region.
type Explanation struct {
	Object  *Object
	Region  string
	Regions []string // from Global to Region
	Form    *Form    // effective in Region
	Path    string   // empty for the whole object
	At      document.Pointer
	Node    *document.Node // the value; nil when there is none at Path
	Origins []Origin       // who set it, the last writer first
	// Governed is what standards say of it to the region, or in the object's home
	// to the regions below.
	Governed []*Entry
	Waivers  []*Waiver
	// Elsewhere is what other regions have in its place.
	Elsewhere []Variant
}

// Origin is one writer of a value.
type Origin struct {
	Node   *document.Node
	At     source.Location
	Writer *Object // the object or localization that holds the line
	Region string  // for which region and those below it wrote
}

// Variant is a value and the regions that have it.
type Variant struct {
	Node    *document.Node // nil where there is none
	Regions []string
}

// Explain tells of a path of an object in a region in which it is effective;
// nil when it is not. An empty path means the whole object.
func (c *Catalog) Explain(o *Object, region string, at document.Pointer) *Explanation {
	form := o.At(region)
	if form == nil {
		return nil
	}
	x := &Explanation{Object: o, Region: region, Regions: c.Regions.Path(region), Form: form, At: at, Path: FormatPath(at, o.Shape)}
	found := form.Lookup(at)
	if found.Whole {
		x.Node, x.At = found.Node, found.At
		x.Path = FormatPath(found.At, o.Shape)
		for _, n := range Chain(found.Node) {
			x.Origins = append(x.Origins, c.origin(o, n))
		}
	}
	if len(x.At) > 0 {
		x.Governed = c.governedIn(o, region, x.At)
	}
	for _, w := range c.Waivers {
		if w.kind == o.Kind && w.name == o.Name && slices.Contains(x.Regions, w.Object.Region) && w.concerns(x.At) {
			x.Waivers = append(x.Waivers, w)
		}
	}
	x.Elsewhere = c.elsewhere(o, form, x)
	return x
}

func (c *Catalog) origin(o *Object, n *document.Node) Origin {
	origin := Origin{Node: n, At: n.Location(), Writer: c.Writer(n.Location()), Region: o.Region}
	if origin.Writer != nil && origin.Writer.Kind == KindLocalization {
		origin.Region = origin.Writer.Region
	}
	return origin
}

// governedIn is Governing; in the object's home, what the standards of that
// region and those above it say to the regions below.
func (c *Catalog) governedIn(o *Object, region string, at document.Pointer) []*Entry {
	governed, _ := c.Governing(o, region, at)
	if region != o.Region {
		return governed
	}
	for standards := o.standards; len(standards) > 0; {
		level := levelOf(standards)
		if standards[0].object.Region == region {
			governed, _ = decide(standards[:level], region, at, governed, nil)
		}
		standards = standards[level:]
	}
	return governed
}

// concerns says whether the waiver is for a path, or for something within it.
func (w *Waiver) concerns(at document.Pointer) bool {
	n := min(len(w.path), len(at))
	return matches(w.path[:n], at[:n])
}

// elsewhere lists what other regions have in a value's place.
func (c *Catalog) elsewhere(o *Object, form *Form, x *Explanation) []Variant {
	var variants []Variant
	known := map[*Form]int{form: -1} // the variant of a form; -1 for the value itself
	for _, region := range o.regions() {
		other := o.At(region)
		i, found := known[other]
		if !found {
			i = -1
			if node := other.value(x.At); !document.Equal(node, x.Node) {
				i = slices.IndexFunc(variants, func(v Variant) bool { return document.Equal(v.Node, node) })
				if i < 0 {
					i, variants = len(variants), append(variants, Variant{Node: node})
				}
			}
			known[other] = i
		}
		if i >= 0 {
			variants[i].Regions = append(variants[i].Regions, region)
		}
	}
	return variants
}

// value is what the form has at a path, nil where there is nothing.
func (f *Form) value(at document.Pointer) *document.Node {
	if found := f.Lookup(at); found.Whole {
		return found.Node
	}
	return nil
}

// LeafOrigins is, for each leaf of a form, where it comes from.
func (c *Catalog) LeafOrigins(f *Form) map[*document.Node]Origin {
	origins := map[*document.Node]Origin{}
	for _, leaf := range Leaves(f.Root, f.Object.Shape) {
		origins[leaf.Node] = c.origin(f.Object, leaf.Node)
	}
	return origins
}
