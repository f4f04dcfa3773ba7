package catalog

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
)

// Regions is the tree of regions below Global.
type Regions struct {
	// Names are Global and every region, each after the one above it, siblings by
	// name. The regions below one stand directly behind it.
	Names []string
	nodes []regionNode // in the order of Names
	at    map[string]int
}

type regionNode struct {
	object   *Object
	parent   int // position in Names
	end      int // position in Names behind the last region below
	children []string
	// adrift says that nobody knows for sure what stands above the region: it or
	// one above it names a parent that cannot be found.
	adrift bool
}

// Parent is the region above; of Global and of names that are no region, Global.
func (r *Regions) Parent(name string) string {
	if i, found := r.at[name]; found {
		return r.Names[r.nodes[i].parent]
	}
	return Global
}

// Children are the regions directly below, by name.
func (r *Regions) Children(name string) []string {
	if i, found := r.at[name]; found {
		return r.nodes[i].children
	}
	return nil
}

// Known says whether a name is that of a region.
func (r *Regions) Known(name string) bool {
	_, found := r.at[name]
	return found
}

// Object is the document of a region; nil for Global.
func (r *Regions) Object(name string) *Object {
	if i, found := r.at[name]; found {
		return r.nodes[i].object
	}
	return nil
}

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

// Below are all regions below one, in the order of the tree. The slice is
// shared and not to be changed.
func (r *Regions) Below(name string) []string {
	if i, found := r.at[name]; found {
		return r.Names[i+1 : r.nodes[i].end : r.nodes[i].end]
	}
	return nil
}

// IsBelow says whether a region stands somewhere below another.
func (r *Regions) IsBelow(name, above string) bool {
	i, known := r.at[name]
	if !known {
		return above == Global
	}
	j, known := r.at[above]
	return known && j < i && i < r.nodes[j].end
}

// isAdrift says whether what stands above a region is not known for sure: a
// finding says why, and what follows from it need not be reported.
func (r *Regions) isAdrift(name string) bool {
	i, known := r.at[name]
	return !known || r.nodes[i].adrift
}

// regions makes the tree. A region whose parent is unknown, or that would be
// its own ancestor, is put below Global; the findings say so.
func (c *Catalog) regions() *Regions {
	parents, adrift := map[string]string{}, map[string]bool{}
	var names []string // sorted, as Objects are
	for _, o := range c.Objects {
		if o.Kind == KindRegion && o.Region == Global && o.Name != Global {
			names = append(names, o.Name)
			parents[o.Name] = Global
		}
	}
	for _, name := range names {
		parent := c.Find(KindRegion, Global, name).Spec().Get("parent")
		above := parent.Str()
		if _, known := parents[above]; known {
			parents[name] = above
		} else if parent != nil && parent.Kind != document.Null && above != Global {
			adrift[name] = true
		}
	}
	c.cutCycles(names, parents, adrift)
	children := map[string][]string{}
	for _, name := range names {
		children[parents[name]] = append(children[parents[name]], name)
	}
	r := &Regions{at: make(map[string]int, len(names)+1)}
	for waiting := []string{Global}; len(waiting) > 0; {
		name := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		node := regionNode{children: children[name], adrift: adrift[name]}
		if name != Global {
			node.parent, node.object = r.at[parents[name]], c.Find(KindRegion, Global, name)
			node.adrift = node.adrift || r.nodes[node.parent].adrift
		}
		r.at[name] = len(r.Names)
		r.Names = append(r.Names, name)
		r.nodes = append(r.nodes, node)
		for _, child := range slices.Backward(node.children) {
			waiting = append(waiting, child)
		}
	}
	for i := len(r.nodes) - 1; i >= 0; i-- {
		r.nodes[i].end = max(r.nodes[i].end, i+1)
		if above := &r.nodes[r.nodes[i].parent]; i > 0 {
			above.end = max(above.end, r.nodes[i].end)
		}
	}
	return r
}

// cutCycles puts the first region of every cycle, by name, below Global.
func (c *Catalog) cutCycles(names []string, parents map[string]string, adrift map[string]bool) {
	objects := make([]*Object, len(names))
	for i, name := range names {
		objects[i] = c.Find(KindRegion, Global, name)
	}
	next := func(o *Object) *Object { return c.Find(KindRegion, Global, parents[o.Name]) }
	for _, circle := range circles(objects, next) {
		c.reportCycle(circle, []string{"spec", "parent"})
		parents[circle[0].Name] = Global
		adrift[circle[0].Name] = true
	}
}

// circles finds the cycles among objects of which each leads to at most one
// other. Every cycle begins with its first member in the order of the objects.
func circles(objects []*Object, next func(*Object) *Object) [][]*Object {
	var all [][]*Object
	walks := make(map[*Object]int, len(objects)) // in which walk an object was met
	rank := make(map[*Object]int, len(objects))
	for i, o := range objects {
		rank[o] = i
	}
	for i, start := range objects {
		walk := i + 1
		var path []*Object
		at := start
		for at != nil && walks[at] == 0 {
			walks[at] = walk
			path = append(path, at)
			at = next(at)
		}
		if at == nil || walks[at] != walk {
			continue
		}
		circle := path[slices.Index(path, at):]
		first := 0
		for i, o := range circle {
			if rank[o] < rank[circle[first]] {
				first = i
			}
		}
		all = append(all, slices.Concat(circle[first:], circle[:first]))
	}
	return all
}

// reportCycle reports objects of which each leads to the next, and the last to
// the first, by what stands at some keys.
func (c *Catalog) reportCycle(circle []*Object, at []string) {
	o := circle[0]
	message := "the " + strings.ToLower(o.Kind) + " `" + o.Name + "` leads back to itself: "
	for _, step := range circle {
		message += step.Name + " → "
	}
	f := c.tell(ruleCycle, o, strings.Join(at, "."), place(o.Doc.Root, at...), message+o.Name)
	f.Label = "one step of the cycle"
	for _, other := range circle[1:] {
		f.Related = append(f.Related, finding.Related{At: place(other.Doc.Root, at...), Message: "another step of it"})
	}
}
