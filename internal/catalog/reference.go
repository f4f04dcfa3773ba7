package catalog

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
)

// references checks that every name leads to an object, in every form.
func (c *Catalog) references() {
	for _, o := range c.Objects {
		for _, f := range o.Forms {
			w := referenceWalk{c: c, form: f}
			w.walk(f.Root, o.Shape, nil)
		}
	}
}

type referenceWalk struct {
	c    *Catalog
	form *Form
}

func (w *referenceWalk) walk(n *document.Node, shape *schema.Shape, at document.Pointer) {
	if shape == nil || n == nil || !w.c.refs.in(shape) {
		return
	}
	if f := w.form; f.Above != nil && w.inherited(n, at) {
		return // checked where it stands
	}
	switch n.Kind {
	case document.Map:
		if xRef(shape) == "*" {
			w.object(n, at)
			return
		}
		for i := range n.Entries {
			w.walk(n.Entries[i].Value, shape.Child(n.Entries[i].Key), append(at, n.Entries[i].Key))
		}
	case document.List:
		for i := range n.Entries {
			name, below := entryStep(n, i, shape)
			w.walk(n.Entries[i].Value, below, append(at, name))
		}
	case document.String:
		if kind := xRef(shape); kind != "" && kind != "*" {
			w.name(n, kind, at)
		}
	}
}

// inherited says whether the form above holds the very same node.
func (w *referenceWalk) inherited(n *document.Node, at document.Pointer) bool {
	if len(at) != 2 || at[0] != "spec" {
		return len(at) == 1 && at[0] == "metadata"
	}
	return w.form.Above.Root.Get("spec").Get(at[1]) == n
}

// refShapes remembers which shapes have references at or below them.
type refShapes map[*schema.Shape]bool

func (r refShapes) in(s *schema.Shape) bool {
	if s == nil {
		return false
	}
	has, known := r[s]
	if known {
		return has
	}
	r[s] = s.XRef != "" // a shape within itself adds nothing
	has = s.XRef != "" || r.in(s.Items) || r.in(s.Values)
	for _, field := range s.Fields {
		has = r.in(field.Shape) || has
	}
	for _, branch := range s.Branches {
		has = r.in(branch) || has
	}
	r[s] = has
	return has
}

// name checks one name.
func (w *referenceWalk) name(n *document.Node, kind string, at document.Pointer) {
	if n.Text == "" || kind == KindRegion && n.Text == Global || w.c.sketched[kind][n.Text] {
		return
	}
	others := w.c.byName[kind][n.Text]
	// A name means the object that the region sees, else the only one of that name.
	if len(others) == 1 || len(others) > 1 && w.c.Visible(kind, w.form.Region, n.Text) != nil {
		return
	}
	if len(others) == 0 {
		w.unknown(n, kind, n.Text, at)
		return
	}
	f := w.report(ruleAmbiguous, n, at, fmt.Sprintf("`%s` may be any of %d objects: %s", n.Text, len(others), homes(others)))
	for _, o := range others {
		f.Related = append(f.Related, finding.Related{At: place(o.Doc.Root, "metadata", "name"), Message: o.ID().String()})
	}
}

func homes(objects []*Object) string {
	names := make([]string, len(objects))
	for i, o := range objects {
		names[i] = o.ID().String()
	}
	return strings.Join(names, ", ")
}

func (w *referenceWalk) unknown(n *document.Node, kind, name string, at document.Pointer) {
	f := w.report(ruleReference, n, at, fmt.Sprintf("there is no %s `%s`", kind, name))
	if near := w.c.nearest(kind, name); near != "" {
		f.Label = "did you mean `" + near + "`?"
		f.Help = fmt.Sprintf("write `%s`, or add the document that describes `%s`", near, name)
	}
}

func (w *referenceWalk) report(r finding.Rule, n *document.Node, at document.Pointer, message string) *finding.Finding {
	f := w.c.report(r, n.Location(), message)
	f.Object, f.Path = w.form.ID(), FormatPath(at, w.form.Object.Shape)
	f.Owner = w.form.Object.Owner()
	if writer := w.c.Writer(n.Location()); writer != nil {
		f.Owner = writer.Owner()
	}
	return f
}

// object checks a reference that names kind, name and perhaps region. What a
// localization changes is checked where it is composed.
func (w *referenceWalk) object(n *document.Node, at document.Pointer) {
	kind, name, region := n.Get("kind"), n.Get("name"), n.Get("region")
	if kind.Str() == "" || name.Str() == "" || w.form.Object.Kind == KindLocalization || w.c.sketched[kind.Str()][name.Str()] {
		return
	}
	if !w.c.schemas.Has(kind.Str()) {
		f := w.report(ruleReference, kind, append(slices.Clone(at), "kind"), fmt.Sprintf("there is no kind `%s`", kind.Text))
		if near := w.c.schemas.Nearest(kind.Text); near != "" {
			f.Label = "did you mean `" + near + "`?"
		}
		return
	}
	if r := region.Str(); r != "" {
		if !w.c.Regions.Known(r) {
			w.unknown(region, KindRegion, r, append(slices.Clone(at), "region"))
			return
		}
		if w.c.Find(kind.Str(), r, name.Str()) != nil || w.c.Visible(kind.Str(), r, name.Str()) != nil {
			return
		}
	} else if len(w.c.byName[kind.Str()][name.Str()]) > 0 {
		return
	}
	w.unknown(name, kind.Str(), name.Str(), append(slices.Clone(at), "name"))
}

// nearest is the name of a kind's object most like a name; "" when none is near.
func (c *Catalog) nearest(kind, name string) string {
	names := make([]string, 0, len(c.byName[kind]))
	for known := range c.byName[kind] {
		names = append(names, known)
	}
	slices.Sort(names)
	if kind == KindRegion {
		names = append(names, Global)
	}
	return schema.Nearest(name, names)
}

// cycles reports objects that lead back to themselves through a name of their
// own kind (a team's parent, a platform's successor), and steps that wait for
// each other.
func (c *Catalog) cycles() {
	reported := map[string]bool{}
	for _, o := range c.Objects {
		if o.Kind != KindRegion { // the region tree is checked as it is made
			c.selfCycle(o, o.Shape.Child("spec"), []string{"spec"}, reported)
		}
		for _, f := range o.Forms {
			if f.Above == nil || len(f.Changes) > 0 {
				c.stepCycles(f)
			}
		}
	}
}

// selfCycle follows the names of an object's own kind, one field at a time.
func (c *Catalog) selfCycle(o *Object, shape *schema.Shape, at []string, reported map[string]bool) {
	if shape == nil || len(at) > 4 || !c.refs.in(shape) {
		return
	}
	for _, field := range shape.Fields {
		below, here := field.Shape, append(slices.Clone(at), field.Name)
		if xRef(below) != o.Kind || below.Item() != nil {
			if below.Item() == nil {
				c.selfCycle(o, below, here, reported)
			}
			continue
		}
		path := []string{o.Name}
		for next := o; len(path) <= len(c.byName[o.Kind])+1; {
			target := c.Visible(o.Kind, next.Region, descend(next.Doc.Root, here).Str())
			if target == nil {
				if others := c.byName[o.Kind][descend(next.Doc.Root, here).Str()]; len(others) == 1 {
					target = others[0]
				}
			}
			if target == nil {
				break
			}
			path = append(path, target.Name)
			if target == o {
				members := slices.Clone(path[1:])
				slices.Sort(members)
				id := o.Kind + strings.Join(here, ".") + strings.Join(members, " ")
				if !reported[id] {
					reported[id] = true
					c.reportCycle(o, here, path, strings.ToLower(o.Kind))
				}
				break
			}
			next = target
		}
	}
}

func descend(n *document.Node, keys []string) *document.Node {
	for _, key := range keys {
		n = n.Get(key)
	}
	return n
}

// stepCycles looks for lists whose members name each other in `dependsOn`.
func (c *Catalog) stepCycles(f *Form) {
	spec := f.Root.Get("spec")
	if spec == nil || spec.Kind != document.Map {
		return
	}
	for i := range spec.Entries {
		list := spec.Entries[i].Value
		shape := f.Object.Shape.Child("spec").Child(spec.Entries[i].Key)
		key := mergeKey(shape)
		if list.Kind != document.List || key == "" || shape.Item().Child("dependsOn") == nil {
			continue
		}
		if f.Above != nil && f.Above.Root.Get("spec").Get(spec.Entries[i].Key) == list {
			continue
		}
		c.stepCycle(f, list, key, spec.Entries[i].Key)
	}
}

func (c *Catalog) stepCycle(f *Form, list *document.Node, key, field string) {
	waits := map[string]*document.Node{}
	var names []string
	for i := range list.Entries {
		if name, ok := memberName(list.Entries[i].Value, key); ok {
			waits[name] = list.Entries[i].Value.Get("dependsOn")
			names = append(names, name)
		}
	}
	state := map[string]int{} // 1 on the way, 2 done
	var path []string
	var visit func(name string) bool
	visit = func(name string) bool {
		state[name] = 1
		path = append(path, name)
		if on := waits[name]; on != nil && on.Kind == document.List {
			for i := range on.Entries {
				next := on.Entries[i].Value
				switch state[next.Str()] {
				case 1:
					c.reportStepCycle(f, next, path[slices.Index(path, next.Str()):], field)
					return true
				case 0:
					if _, known := waits[next.Str()]; known && visit(next.Str()) {
						return true
					}
				}
			}
		}
		path = path[:len(path)-1]
		state[name] = 2
		return false
	}
	for _, name := range names {
		if state[name] == 0 && visit(name) {
			return // one cycle of a form is enough to mend first
		}
	}
}

func (c *Catalog) reportStepCycle(f *Form, closing *document.Node, path []string, field string) {
	cycle := append(slices.Clone(path), path[0])
	r := c.report(ruleCycle, closing.Location(), "steps wait for each other: "+strings.Join(cycle, " → "))
	r.Object, r.Path = f.ID(), "spec."+field+"["+path[len(path)-1]+"].dependsOn"
	r.Owner, r.Label = f.Object.Owner(), "this closes the cycle"
	if at := closing.Location(); at.Path != "" {
		if writer := c.Writer(at); writer != nil {
			r.Owner = writer.Owner()
		}
	}
}
