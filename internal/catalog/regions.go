package catalog

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/finding"
)

// Regions is the tree of regions below Global.
type Regions struct {
	// Names are Global and every region, each after the one above it, siblings by name.
	Names    []string
	parent   map[string]string
	children map[string][]string
	objects  map[string]*Object
}

// Parent is the region above; of Global and of names that are no region, Global.
func (r *Regions) Parent(name string) string {
	if above, found := r.parent[name]; found {
		return above
	}
	return Global
}

// Children are the regions directly below, by name.
func (r *Regions) Children(name string) []string { return r.children[name] }

// Known says whether a name is that of a region.
func (r *Regions) Known(name string) bool {
	_, found := r.parent[name]
	return found || name == Global
}

// Object is the document of a region; nil for Global.
func (r *Regions) Object(name string) *Object { return r.objects[name] }

// Path leads from Global to a region, both included.
func (r *Regions) Path(name string) []string {
	path := []string{name}
	for name != Global {
		name = r.Parent(name)
		path = append(path, name)
	}
	slices.Reverse(path)
	return path
}

// Below are all regions below one, in the order of the tree.
func (r *Regions) Below(name string) []string {
	var below []string
	for _, child := range r.children[name] {
		below = append(below, child)
		below = append(below, r.Below(child)...)
	}
	return below
}

// IsBelow says whether a region stands somewhere below another.
func (r *Regions) IsBelow(name, above string) bool {
	for name != Global {
		if name = r.Parent(name); name == above {
			return true
		}
	}
	return false
}

// regions makes the tree. A region whose parent is unknown, or that would be
// its own ancestor, is put below Global; the findings say so.
func (c *Catalog) regions() *Regions {
	r := &Regions{parent: map[string]string{}, children: map[string][]string{}, objects: map[string]*Object{}}
	for _, o := range c.Objects {
		if o.Kind == KindRegion && o.Region == Global && o.Name != Global {
			r.objects[o.Name] = o
			r.parent[o.Name] = Global
		}
	}
	for name, o := range r.objects {
		if above := o.Spec().Get("parent").Str(); above != "" && r.Known(above) {
			r.parent[name] = above
		}
	}
	c.cutCycles(r)
	for name, above := range r.parent {
		r.children[above] = append(r.children[above], name)
	}
	for _, children := range r.children {
		slices.Sort(children)
	}
	r.Names = append([]string{Global}, r.Below(Global)...)
	return r
}

// cutCycles puts the first region of every cycle below Global.
func (c *Catalog) cutCycles(r *Regions) {
	names := make([]string, 0, len(r.parent))
	for name := range r.parent {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, start := range names {
		path := []string{start}
		for at := r.parent[start]; at != Global && len(path) <= len(names); at = r.parent[at] {
			if at == start {
				c.reportCycle(r.objects[start], []string{"spec", "parent"}, append(path, start), "region")
				r.parent[start] = Global
				break
			}
			path = append(path, at)
		}
	}
}

func (c *Catalog) reportCycle(o *Object, at []string, path []string, what string) {
	f := c.report(ruleCycle, place(o.Doc.Root, at...), "the "+what+" `"+path[0]+"` leads back to itself: "+strings.Join(path, " → "))
	f.Object, f.Owner, f.Path = o.ID(), o.Owner(), strings.Join(at, ".")
	f.Label = "one step of the cycle"
	f.Related = c.cycleSteps(o.Kind, path[1:len(path)-1], at)
}

func (c *Catalog) cycleSteps(kind string, names, at []string) []finding.Related {
	var steps []finding.Related
	for _, name := range names {
		if others := c.byName[kind][name]; len(others) > 0 {
			steps = append(steps, finding.Related{At: place(others[0].Doc.Root, at...), Message: "another step of it"})
		}
	}
	return steps
}
