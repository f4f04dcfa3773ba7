package catalog

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
)

// cycles reports objects that lead back to themselves through a name of their
// own kind (a team's parent, a platform's successor), and steps that wait for
// each other.
func (c *Catalog) cycles() {
	for from := 0; from < len(c.Objects); {
		kind, end := c.Objects[from].Kind, from
		for end < len(c.Objects) && c.Objects[end].Kind == kind {
			end++
		}
		if kind != KindRegion { // the region tree is checked as it is made
			c.selfCycles(c.Objects[from:end])
		}
		from = end
	}
	for _, o := range c.Objects {
		c.stepCycles(o)
	}
}

// selfCycles follows the names of objects of one kind, one field at a time.
func (c *Catalog) selfCycles(objects []*Object) {
	kind := objects[0].Kind
	for _, at := range selfFields(objects[0].Shape.Child("spec"), kind, []string{"spec"}) {
		for _, circle := range circles(objects, func(o *Object) *Object {
			name := descend(o.Doc.Root, at).Str()
			if next := c.Visible(kind, o.Region, name); next != nil {
				return next
			}
			if others := c.byName[kind][name]; len(others) == 1 {
				return others[0]
			}
			return nil
		}) {
			c.reportCycle(circle, at)
		}
		c.localCycles(objects, at)
	}
}

// localCycles follows the same names as a region's localizations leave them,
// where one of them leads elsewhere than above: a cycle that is there above is
// reported there.
func (c *Catalog) localCycles(objects []*Object, at []string) {
	changed := map[string][]*Object{} // by region, those whose name it changes
	for _, o := range objects {
		for _, f := range o.Forms {
			if f.Above != nil && descend(f.Root, at) != descend(f.Above.Root, at) {
				changed[f.Region] = append(changed[f.Region], o)
			}
		}
	}
	kind := objects[0].Kind
	for _, region := range c.Regions.Names {
		if len(changed[region]) == 0 {
			continue
		}
		var effective []*Object
		for _, o := range objects {
			if o.At(region) != nil {
				effective = append(effective, o)
			}
		}
		for _, circle := range circles(effective, func(o *Object) *Object {
			next := c.Visible(kind, region, descend(o.At(region).Root, at).Str())
			if next == nil || next.At(region) == nil {
				return nil
			}
			return next
		}) {
			for i, o := range circle {
				if slices.Contains(changed[region], o) {
					c.reportLocalCycle(slices.Concat(circle[i:], circle[:i]), region, at)
					break
				}
			}
		}
	}
}

// reportLocalCycle reports a cycle at the name by which a region closed it, that
// of its first object.
func (c *Catalog) reportLocalCycle(circle []*Object, region string, at []string) {
	o := circle[0]
	message := "in " + region + " the " + strings.ToLower(o.Kind) + " `" + o.Name + "` leads back to itself: "
	for _, step := range circle {
		message += step.Name + " → "
	}
	closing := place(o.At(region).Root, at...)
	writer := c.Writer(closing)
	if writer == nil {
		writer = o
	}
	f := c.tell(ruleCycle, writer, strings.Join(at, "."), closing, message+o.Name)
	f.Object, f.Label = o.At(region).ID(), "this closes the cycle"
	for _, other := range circle[1:] {
		f.Related = append(f.Related, finding.Related{At: place(other.At(region).Root, at...), Message: "another step of it"})
	}
}

// selfFields lists the fields of a shape that name an object of a kind, other
// than in lists: there an object may name many, and be named by them.
func selfFields(shape *schema.Shape, kind string, at []string) [][]string {
	if shape == nil || len(at) > 4 || shape.Item() != nil {
		return nil
	}
	if xRef(shape) == kind {
		return [][]string{at}
	}
	var all [][]string
	for _, field := range shape.Fields {
		all = append(all, selfFields(field.Shape, kind, append(slices.Clone(at), field.Name))...)
	}
	return all
}

func descend(n *document.Node, keys []string) *document.Node {
	for _, key := range keys {
		n = n.Get(key)
	}
	return n
}

// stepCycles looks for lists whose members name each other in `dependsOn`. A
// cycle that is there above already is reported there.
func (c *Catalog) stepCycles(o *Object) {
	spec := o.Shape.Child("spec")
	for _, f := range o.Forms {
		root := f.Root.Get("spec")
		if root == nil || root.Kind != document.Map {
			continue
		}
		for i := range root.Entries {
			name, list := root.Entries[i].Key, root.Entries[i].Value
			shape := spec.Child(name)
			key := mergeKey(shape)
			if list.Kind != document.List || key == "" || shape.Item().Child("dependsOn") == nil {
				continue
			}
			if f.Above != nil && f.Above.Root.Get("spec").Get(name) == list {
				continue
			}
			if circle := (&waiting{list: list, key: key}).cycle(); circle != nil {
				c.reportSteps(f, circle, document.Pointer{"spec", name})
			}
		}
	}
}

// wait is that a member of a list waits for another.
type wait struct {
	name string
	next *document.Node // the name of the one that it waits for
}

// waiting is a list whose members wait for each other.
type waiting struct {
	list  *document.Node
	key   string
	waits map[string]*document.Node // the names that a member waits for
	done  map[string]bool           // whether a member was left again; known while it is on the path
	path  []wait
}

// cycle finds a cycle, in the order of the members; nil when there is none.
// One is enough: it is to be mended first.
func (g *waiting) cycle() []wait {
	if g.inOrder() {
		return nil
	}
	g.waits, g.done = make(map[string]*document.Node, len(g.list.Entries)), map[string]bool{}
	for _, e := range slices.Backward(g.list.Entries) { // of two members of one name the first counts
		if name, ok := memberName(e.Value, g.key); ok {
			g.waits[name] = e.Value.Get("dependsOn")
		}
	}
	for i := range g.list.Entries {
		if name, ok := memberName(g.list.Entries[i].Value, g.key); ok {
			if _, met := g.done[name]; !met && g.follow(name) {
				return g.path
			}
		}
	}
	return nil
}

// inOrder says whether members wait for none but those before them, as people
// write it most often: then there is no cycle, and no graph need be made.
func (g *waiting) inOrder() bool {
	const few = 40
	var names [few]string
	if len(g.list.Entries) > few {
		return false
	}
	for i := range g.list.Entries {
		member := g.list.Entries[i].Value
		names[i], _ = memberName(member, g.key)
		on := member.Get("dependsOn")
		if on == nil || on.Kind != document.List {
			continue
		}
		for j := range on.Entries {
			if !slices.Contains(names[:i], on.Entries[j].Value.Text) {
				return false
			}
		}
	}
	return true
}

// follow goes from a member to those that it waits for, until one is on the
// path already.
func (g *waiting) follow(name string) bool {
	g.done[name] = false
	defer func() { g.done[name] = true }()
	on := g.waits[name]
	if on == nil || on.Kind != document.List {
		return false
	}
	for i := range on.Entries {
		next := on.Entries[i].Value
		if _, known := g.waits[next.Text]; !known || isCollection(next) {
			continue
		}
		g.path = append(g.path, wait{name, next})
		if done, met := g.done[next.Text]; met && !done {
			g.path = g.path[slices.IndexFunc(g.path, func(w wait) bool { return w.name == next.Text }):]
			return true
		} else if !met && g.follow(next.Text) {
			return true
		}
		g.path = g.path[:len(g.path)-1]
	}
	return false
}

// reportSteps reports a cycle at the line that closes it: in a form of a
// region, at one that the region wrote.
func (c *Catalog) reportSteps(f *Form, circle []wait, at document.Pointer) {
	owner := f.Object
	if f.Above != nil {
		last := len(circle) - 1
		for ; last >= 0; last-- {
			owner = c.Writer(circle[last].next.Location())
			if owner != nil && owner.Kind == KindLocalization && owner.Region == f.Region {
				break
			}
		}
		if last < 0 {
			return // reported where it arises
		}
		circle = slices.Concat(circle[last+1:], circle[:last+1])
	}
	names := make([]string, 0, len(circle)+1)
	for _, w := range circle {
		names = append(names, w.name)
	}
	closing := circle[len(circle)-1]
	r := c.tell(ruleCycle, owner, FormatPath(append(at, closing.name, "dependsOn"), f.Object.Shape), closing.next.Location(),
		at[len(at)-1]+" wait for each other: "+strings.Join(append(names, names[0]), " → "))
	r.Object, r.Label = f.ID(), "this closes the cycle"
	for _, w := range circle[:len(circle)-1] {
		r.Related = append(r.Related, finding.Related{At: w.next.Location(), Message: "another step of it"})
	}
}
