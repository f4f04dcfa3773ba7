package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// Action says what a localization does at a path.
type Action string

// The actions.
const (
	Set    Action = "set"
	Add    Action = "add"
	Remove Action = "remove"
)

// Change is one thing that a region's localizations change of the form above.
type Change struct {
	Action Action
	At     document.Pointer // members of keyed lists by the value of their key
	Path   string           // At, as people write it
	// List says that a member of a list is added or removed.
	List bool
	// Inside says that the value lies within a member that the same localization adds.
	Inside       bool
	From, To     *document.Node // nil where there is none
	Place        source.Location
	Localization *Object
	// Governed are, for each level of regions from Global down that says
	// something of this path, the entries that decide there: one, or several
	// that bound it alike. Of what a removal takes away, or a list that is
	// replaced held, the entries that are about that come behind those of their level.
	Governed []*Entry
	// Overruled are entries of equal rank, or of a level above, whose weaker
	// stance gave way to one in Governed.
	Overruled []*Entry
}

// compose gives every object its forms.
func (c *Catalog) compose() {
	localizations := c.localizations()
	homes := make([]Form, len(c.Objects))
	for i, o := range c.Objects {
		o.Home = &homes[i]
		*o.Home = Form{Object: o, Region: o.Region, Root: o.Doc.Root}
		o.Forms = []*Form{o.Home}
		c.checkMembers(o.Doc.Root, o.Shape, o)
		if isLocalizable(o.Kind) {
			o.standards = c.selecting(o)
		}
		if locals := localizations[o]; locals != nil {
			c.descend(o, locals)
		} else {
			o.Home.Regions = o.regions()
		}
		c.leave(o)
	}
}

// descend composes the forms in the regions below an object's own.
func (c *Catalog) descend(o *Object, locals map[string][]*Object) {
	o.effective = make([]*Form, o.end-o.first)
	o.effective[0] = o.Home
	for i := 1; i < len(o.effective); i++ {
		form := o.effective[c.Regions.nodes[o.first+i].parent-o.first]
		if own := locals[c.Regions.Names[o.first+i]]; own != nil {
			form = c.localize(o, form, c.Regions.Names[o.first+i], own)
			o.Forms = append(o.Forms, form)
		}
		o.effective[i] = form
	}
	for i, form := range o.effective {
		if o.narrow == nil || o.narrow[i] {
			form.Regions = append(form.Regions, c.Regions.Names[o.first+i])
		}
	}
}

// localize composes the form of an object in a region.
func (c *Catalog) localize(o *Object, above *Form, region string, locals []*Object) *Form {
	f := &Form{Object: o, Region: region, Above: above, Root: above.Root}
	m := &merge{c: c, object: o, form: f}
	if len(locals) > 1 {
		m.said = &verdict{}
	}
	spec := above.Root.Get("spec")
	if spec == nil {
		return f // the schema's findings say that it is missing
	}
	shape := o.Shape.Child("spec")
	composed := spec
	for _, l := range locals {
		m.by, m.set = l, l.Spec().Get("set")
		composed = m.remove(composed, l.Spec().Get("remove"), shape)
		if m.set != nil && m.set.Kind == document.Map {
			c.checkMembers(m.set, shape, l, "spec", "set")
			composed = m.merge(composed, m.set, shape, document.Pointer{"spec"})
		}
	}
	if composed != spec {
		f.Root = with(above.Root, "spec", composed)
	}
	for _, change := range f.Changes {
		c.govern(o, region, change)
	}
	for _, same := range f.Repeats {
		c.govern(o, region, same)
	}
	return f
}

// with is a mapping with another value under a key that it has.
func with(n *document.Node, key string, value *document.Node) *document.Node {
	composed := copied(n)
	composed.Entry(key).Value = value
	return composed
}

// copied is a collection that can be changed: a node of its own with entries of
// its own. It is not the value of an alias any more.
func copied(n *document.Node) *document.Node {
	c := *n
	c.Anchor = nil
	c.Entries = slices.Clone(n.Entries)
	return &c
}
