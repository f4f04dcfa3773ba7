package catalog

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
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
	var known map[source.Location]bool
	for _, f := range o.Forms {
		spec := f.Root.Get("spec")
		if spec == nil || spec.Kind != document.Map || f.Above != nil && f.Above.Root == f.Root {
			continue
		}
		for i := range spec.Entries {
			list := spec.Entries[i].Value
			shape := o.Shape.Child("spec").Child(spec.Entries[i].Key)
			key := mergeKey(shape)
			if list.Kind != document.List || key == "" || shape.Item().Child("dependsOn") == nil {
				continue
			}
			g := waiting{list: list, key: key}
			if !g.cycle() || known[g.closing.Location()] {
				continue
			}
			if known == nil {
				known = map[source.Location]bool{}
			}
			known[g.closing.Location()] = true
			c.reportSteps(f, g, document.Pointer{"spec", spec.Entries[i].Key})
		}
	}
}

// waiting is the graph of a list's members that wait for each other.
type waiting struct {
	list *document.Node
	key  string

	path    []string       // the cycle found: each waits for the next, the last for the first
	closing *document.Node // the name by which the last waits for the first
}

// cycle looks for a cycle, in the order of the members. One is enough: it is
// to be mended first.
func (g *waiting) cycle() bool {
	waits := map[string]*document.Node{}
	var names []string
	for i := range g.list.Entries {
		name, ok := memberName(g.list.Entries[i].Value, g.key)
		if _, twice := waits[name]; ok && !twice {
			waits[name] = g.list.Entries[i].Value.Get("dependsOn")
			names = append(names, name)
		}
	}
	state := map[string]int{} // 1 on the way, 2 done
	var visit func(name string) bool
	visit = func(name string) bool {
		state[name] = 1
		g.path = append(g.path, name)
		if on := waits[name]; on != nil && on.Kind == document.List {
			for i := range on.Entries {
				next := on.Entries[i].Value
				_, known := waits[next.Text]
				switch {
				case isCollection(next) || !known:
				case state[next.Text] == 1:
					g.closing, g.path = next, g.path[slices.Index(g.path, next.Text):]
					return true
				case state[next.Text] == 0 && visit(next.Text):
					return true
				}
			}
		}
		g.path = g.path[:len(g.path)-1]
		state[name] = 2
		return false
	}
	return slices.ContainsFunc(names, func(name string) bool { return state[name] == 0 && visit(name) })
}

func (c *Catalog) reportSteps(f *Form, g waiting, at document.Pointer) {
	cycle := append(slices.Clone(g.path), g.path[0])
	r := c.report(ruleCycle, g.closing.Location(), at[len(at)-1]+" wait for each other: "+strings.Join(cycle, " → "))
	last := len(g.path) - 1
	r.Object, r.Path = f.ID(), FormatPath(append(at, g.path[last], "dependsOn"), f.Object.Shape)
	r.Owner, r.Label = f.Object.Owner(), "this closes the cycle"
	if writer := c.Writer(g.closing.Location()); writer != nil {
		r.Owner = writer.Owner()
	}
	for _, name := range g.path[:last] {
		step := g.list.Entries[memberIndex(g.list, g.key, name)].Value
		r.Related = append(r.Related, finding.Related{At: memberPlace(step, g.key), Message: "waits for what comes next"})
	}
}
