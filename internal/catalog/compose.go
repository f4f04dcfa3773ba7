package catalog

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
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
	// Governed is, for each level of regions from Global down that says
	// something of this path, the one entry that decides there.
	Governed []*Entry
	// Overruled are entries of equal rank, or of a level above, whose weaker
	// stance gave way to one in Governed.
	Overruled []*Entry
}

// compose gives every object its forms.
func (c *Catalog) compose() {
	localizations := c.localizations()
	for _, o := range c.Objects {
		o.Home = &Form{Object: o, Region: o.Region, Root: o.Doc.Root}
		o.Forms = []*Form{o.Home}
		o.effective = map[string]*Form{}
		c.checkMembers(o.Doc.Root, o.Shape, o)
		applies := c.applies(o)
		c.place(o, o.Home, o.Region)
		if isLocalizable(o.Kind) {
			o.standards = c.selecting(o)
		}
		c.descend(o, o.Home, o.Region, applies, localizations[o])
		c.leave(o)
	}
}

func (c *Catalog) place(o *Object, f *Form, region string) {
	f.Regions = append(f.Regions, region)
	o.effective[region] = f
}

// descend composes the forms in the regions below one.
func (c *Catalog) descend(o *Object, above *Form, region string, applies map[string]bool, locals map[string][]*Object) {
	for _, child := range c.Regions.Children(region) {
		form := above
		if own := locals[child]; len(own) > 0 {
			form = c.localize(o, above, child, own)
			o.Forms = append(o.Forms, form)
		}
		if applies[child] {
			c.place(o, form, child)
		}
		c.descend(o, form, child, applies, locals)
	}
}

// applies says in which regions an object is effective: its own, and those
// below, or of them those that it names and those below them.
func (c *Catalog) applies(o *Object) map[string]bool {
	applies := map[string]bool{o.Region: true}
	named := o.Doc.Root.Get("metadata").Get("appliesTo")
	if named == nil || named.Kind != document.List {
		for _, region := range c.Regions.Below(o.Region) {
			applies[region] = true
		}
		return applies
	}
	for i := range named.Entries {
		region := named.Entries[i].Value.Str()
		if !c.Regions.IsBelow(region, o.Region) {
			continue
		}
		applies[region] = true
		for _, below := range c.Regions.Below(region) {
			applies[below] = true
		}
	}
	return applies
}

// localizations finds for every object and region the localizations that
// change it there, by name, and reports those that change nothing.
func (c *Catalog) localizations() map[*Object]map[string][]*Object {
	all := map[*Object]map[string][]*Object{}
	for _, l := range c.Objects {
		if l.Kind != KindLocalization {
			continue
		}
		target := c.target(l)
		if target == nil {
			continue
		}
		if all[target] == nil {
			all[target] = map[string][]*Object{}
		}
		all[target][l.Region] = append(all[target][l.Region], l)
	}
	return all
}

// target is the object that a localization changes; nil, with a finding, when
// it cannot change one.
func (c *Catalog) target(l *Object) *Object {
	of := l.Spec().Get("of")
	kind, name, home := of.Get("kind").Str(), of.Get("name").Str(), of.Get("region").Str()
	if kind == "" || name == "" {
		return nil // the schema's findings say so
	}
	at := place(l.Doc.Root, "spec", "of", "name")
	report := func(r finding.Rule, at source.Location, message string, related *Object) {
		f := c.report(r, at, message)
		f.Object, f.Owner, f.Path = l.ID(), l.Owner(), "spec.of.name"
		if related != nil {
			f.Owner = related.Owner()
			f.Related = []finding.Related{{At: place(related.Doc.Root, "metadata", "name"), Message: related.ID().String()}}
		}
	}
	switch {
	case !isLocalizable(kind) && c.schemas.Has(kind):
		report(ruleNotLocalizable, place(l.Doc.Root, "spec", "of", "kind"), "a "+kind+" cannot be localized", c.Visible(kind, l.Region, name))
		return nil
	case l.Region == Global:
		report(ruleNoRegion, place(l.Doc.Root, "metadata"), "this localization names no region", nil)
		return nil
	case c.sketched[kind][name]:
		return nil
	}
	var o *Object
	if home != "" {
		o = c.Find(kind, home, name)
	} else if o = c.Find(kind, l.Region, name); o == nil || c.Visible(kind, c.Regions.Parent(l.Region), name) != nil {
		o = c.Visible(kind, c.Regions.Parent(l.Region), name)
	}
	switch {
	case o == nil:
		c.reportNoTarget(l, at, kind, name)
		return nil
	case o.Region == l.Region:
		report(ruleOwnTarget, at, o.ID().String()+" belongs to "+l.Region+" itself", o)
		return nil
	case !c.Regions.IsBelow(l.Region, o.Region):
		report(ruleTarget, at, fmt.Sprintf("%s belongs to %s, which is not above %s", o.ID(), o.Region, l.Region), o)
		return nil
	case !c.applies(o)[l.Region]:
		report(ruleTarget, at, fmt.Sprintf("%s is not effective in %s: its `appliesTo` does not name it", o.ID(), l.Region), o)
		return nil
	}
	return o
}

func (c *Catalog) reportNoTarget(l *Object, at source.Location, kind, name string) {
	f := c.report(ruleTarget, at, fmt.Sprintf("there is no %s `%s` that %s shares", kind, name, l.Region))
	f.Object, f.Owner, f.Path = l.ID(), l.Owner(), "spec.of.name"
	if others := c.byName[kind][name]; len(others) > 0 {
		f.Message += fmt.Sprintf("; the one of that name belongs to %s", others[0].Region)
		f.Owner = others[0].Owner()
		f.Related = []finding.Related{{At: place(others[0].Doc.Root, "metadata", "name"), Message: others[0].ID().String()}}
		return
	}
	if near := c.nearest(kind, name); near != "" {
		f.Label = "did you mean `" + near + "`?"
	}
}

// localize composes the form of an object in a region.
func (c *Catalog) localize(o *Object, above *Form, region string, locals []*Object) *Form {
	f := &Form{Object: o, Region: region, Above: above, Root: above.Root}
	m := &merge{c: c, object: o, form: f, setters: map[string]*Change{}}
	spec := above.Root.Get("spec")
	shape := o.Shape.Child("spec")
	composed := spec
	for _, l := range locals {
		m.by = l
		composed = m.remove(composed, l.Spec().Get("remove"), shape)
		if set := l.Spec().Get("set"); set != nil && set.Kind == document.Map {
			composed = m.merge(composed, set, shape, document.Pointer{"spec"})
		}
	}
	if composed != spec {
		f.Root = with(above.Root, "spec", composed)
	}
	for _, change := range f.Changes {
		change.Governed, change.Overruled = c.governing(o, region, change)
	}
	return f
}

// with is a mapping with another value under a key that it has.
func with(n *document.Node, key string, value *document.Node) *document.Node {
	composed := *n
	composed.Entries = slices.Clone(n.Entries)
	composed.Entry(key).Value = value
	return &composed
}

// merge composes one form out of the one above and a region's localizations.
type merge struct {
	c       *Catalog
	object  *Object
	form    *Form
	by      *Object
	setters map[string]*Change // by path, to notice that two localizations disagree
}

func (m *merge) record(change Change) {
	change.Localization = m.by
	change.At = slices.Clone(change.At)
	change.Path = FormatPath(change.At, m.object.Shape)
	if first := m.setters[change.Path]; first != nil && first.Localization != m.by && !document.Equal(first.To, change.To) {
		f := m.c.report(ruleConflict, change.Place, fmt.Sprintf("two localizations of %s set `%s` differently", m.form.Region, change.Path))
		f.Object, f.Owner, f.Path = m.form.ID(), m.by.Owner(), change.Path
		f.Related = []finding.Related{{At: first.Place, Message: "the other one"}}
		return
	}
	recorded := &change
	m.setters[change.Path] = recorded
	m.form.Changes = append(m.form.Changes, recorded)
}

func (m *merge) unmergeable(at document.Pointer, place source.Location, base *document.Node, message string) {
	f := m.c.report(ruleUnmergeable, place, message)
	f.Object, f.Owner, f.Path = m.form.ID(), m.by.Owner(), FormatPath(at, m.object.Shape)
	if base != nil {
		f.Related = []finding.Related{{At: base.Location(), Message: "the value above"}}
	}
}

// merge is base with what over says of it. What over leaves alone is shared
// with base, so that an unchanged value is the same node in every region.
func (m *merge) merge(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	switch {
	case over.Kind == document.Null:
		m.unmergeable(at, over.Location(), base, fmt.Sprintf("`%s` is set to nothing; to take it away, name it in `remove:`", FormatPath(at, m.object.Shape)))
		return base
	case base.Kind == document.Map && over.Kind == document.Map:
		return m.mergeMap(base, over, shape, at)
	case base.Kind == document.List && over.Kind == document.List && mergeKey(shape) != "":
		return m.mergeList(base, over, shape, at)
	case base.Kind != document.Null && isCollection(base) != isCollection(over),
		base.Kind != document.Null && isCollection(base) && base.Kind != over.Kind:
		m.unmergeable(at, over.Location(), base, fmt.Sprintf("%s cannot take the place of %s at `%s`", over.Kind, base.Kind, FormatPath(at, m.object.Shape)))
		return base
	}
	composed := *over
	composed.Over = base
	if !document.Equal(base, over) {
		m.record(Change{Action: Set, At: at, From: base, To: &composed, Place: over.Location()})
	}
	return &composed
}

func isCollection(n *document.Node) bool { return n.Kind == document.Map || n.Kind == document.List }

func (m *merge) mergeMap(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	composed := *base
	copied := false
	own := func() {
		if !copied {
			composed.Entries, copied = slices.Clone(base.Entries), true
		}
	}
	for i := range over.Entries {
		e := over.Entries[i]
		here := append(at, e.Key)
		found := composed.Entry(e.Key)
		if found == nil {
			if e.Value.Kind == document.Null {
				m.unmergeable(here, over.KeyLocation(&e), nil, fmt.Sprintf("`%s` is set to nothing", FormatPath(here, m.object.Shape)))
				continue
			}
			own()
			e.KeyFile = over.File
			composed.Entries = append(composed.Entries, e)
			m.added(e.Value, shape.Child(e.Key), here, false)
			continue
		}
		if value := m.merge(found.Value, e.Value, shape.Child(e.Key), here); value != found.Value {
			own()
			composed.Entry(e.Key).Value = value
		}
	}
	if !copied {
		return base
	}
	return &composed
}

// mergeList merges the members of two lists by their key; new ones come last.
func (m *merge) mergeList(base, over *document.Node, shape *schema.Shape, at document.Pointer) *document.Node {
	key := mergeKey(shape)
	composed := *base
	copied := false
	for i := range over.Entries {
		member := over.Entries[i].Value
		name, ok := memberName(member, key)
		if !ok {
			m.unmergeable(at, member.Location(), base, fmt.Sprintf("a member of `%s` lacks `%s`, by which members are merged", FormatPath(at, m.object.Shape), key))
			continue
		}
		here := append(at, name)
		if j := memberIndex(&composed, key, name); j >= 0 {
			value := m.merge(composed.Entries[j].Value, nameless(member, key), shape.Item(), here)
			if value == composed.Entries[j].Value {
				continue
			}
			if !copied {
				composed.Entries, copied = slices.Clone(composed.Entries), true
			}
			composed.Entries[j].Value = value
			continue
		}
		if !copied {
			composed.Entries, copied = slices.Clone(composed.Entries), true
		}
		composed.Entries = append(composed.Entries, document.Entry{Value: member})
		m.record(Change{Action: Add, At: here, List: true, To: member, Place: memberPlace(member, key)})
		m.added(member, shape.Item(), here, true)
	}
	if !copied {
		return base
	}
	return &composed
}

// nameless is a member without its key, which tells whom it changes and is no
// change itself.
func nameless(member *document.Node, key string) *document.Node {
	without := *member
	without.Entries = slices.DeleteFunc(slices.Clone(member.Entries), func(e document.Entry) bool { return e.Key == key })
	return &without
}

// memberPlace is where a member of a list says its name.
func memberPlace(member *document.Node, key string) source.Location {
	if name := member.Get(key); name != nil {
		return name.Location()
	}
	return member.Location()
}

// added records the values within something new.
func (m *merge) added(n *document.Node, shape *schema.Shape, at document.Pointer, inside bool) {
	switch {
	case n.Kind == document.Map:
		for i := range n.Entries {
			m.added(n.Entries[i].Value, shape.Child(n.Entries[i].Key), append(at, n.Entries[i].Key), inside)
		}
	case n.Kind == document.List && mergeKey(shape) != "":
		for i := range n.Entries {
			if name, ok := memberName(n.Entries[i].Value, mergeKey(shape)); ok {
				m.added(n.Entries[i].Value, shape.Item(), append(at, name), inside)
			}
		}
	default:
		m.record(Change{Action: Add, At: at, Inside: inside, To: n, Place: n.Location()})
	}
}

// remove takes away what a localization names.
func (m *merge) remove(spec, paths *document.Node, shape *schema.Shape) *document.Node {
	if paths == nil || paths.Kind != document.List {
		return spec
	}
	for i := range paths.Entries {
		entry := paths.Entries[i].Value
		at, err := document.ParsePath(entry.Str())
		if err != nil || len(at) < 2 || at[0] != "spec" {
			f := m.c.report(rulePath, entry.Location(), fmt.Sprintf("`%s` is no path below `spec`", entry.Text))
			f.Object, f.Owner = m.by.ID(), m.by.Owner()
			continue
		}
		composed, gone, list := without(spec, at[1:], shape)
		if gone == nil {
			f := m.c.report(rulePath, entry.Location(), fmt.Sprintf("there is nothing at `%s` in %s", entry.Text, m.form.ID()))
			f.Object, f.Owner, f.Path = m.by.ID(), m.by.Owner(), "spec.remove"
			continue
		}
		m.record(Change{Action: Remove, At: at, List: list, From: gone, Place: entry.Location()})
		spec = composed
	}
	return spec
}

// without is a tree less what stands at a path; gone is nil when nothing does.
func without(n *document.Node, at document.Pointer, shape *schema.Shape) (composed, gone *document.Node, list bool) {
	i, below := step(n, at[0], shape)
	if i < 0 {
		return n, nil, false
	}
	copied := *n
	if len(at) == 1 {
		gone = n.Entries[i].Value
		copied.Entries = slices.Delete(slices.Clone(n.Entries), i, i+1)
		return &copied, gone, n.Kind == document.List
	}
	value, gone, list := without(n.Entries[i].Value, at[1:], below)
	if gone == nil {
		return n, nil, false
	}
	copied.Entries = slices.Clone(n.Entries)
	copied.Entries[i].Value = value
	return &copied, gone, list
}

// checkMembers reports members of one list that bear the same name.
func (c *Catalog) checkMembers(n *document.Node, shape *schema.Shape, o *Object) {
	if n == nil || shape == nil || n.Anchor != nil {
		return
	}
	key := ""
	var seen map[string]*document.Node
	if n.Kind == document.List {
		if key = mergeKey(shape); key != "" {
			seen = make(map[string]*document.Node, len(n.Entries))
		}
	}
	for i := range n.Entries {
		value := n.Entries[i].Value
		if n.Kind == document.Map {
			c.checkMembers(value, shape.Child(n.Entries[i].Key), o)
			continue
		}
		c.checkMembers(value, shape.Item(), o)
		if key == "" {
			continue
		}
		name, ok := memberName(value, key)
		if !ok {
			continue
		}
		if first := seen[name]; first != nil {
			f := c.report(ruleMember, memberPlace(value, key), fmt.Sprintf("two members of this list are called `%s`", name))
			f.Object, f.Owner = o.ID(), o.Owner()
			f.Related = []finding.Related{{At: memberPlace(first, key), Message: "the first one"}}
			continue
		}
		seen[name] = value
	}
}

// memberName is the value of the merge key of a list's member.
func memberName(member *document.Node, key string) (string, bool) {
	value := member.Get(key)
	if value == nil || isCollection(value) || value.Kind == document.Null {
		return "", false
	}
	return value.Text, true
}

func memberIndex(list *document.Node, key, name string) int {
	for i := range list.Entries {
		if got, ok := memberName(list.Entries[i].Value, key); ok && got == name {
			return i
		}
	}
	return -1
}

// FormatPath writes a path as people do: members of lists stand in brackets.
func FormatPath(at document.Pointer, shape *schema.Shape) string {
	lists := make([]bool, len(at))
	for i, step := range at {
		if shape == nil {
			break
		}
		if item := shape.Item(); item != nil {
			lists[i] = true
			shape = item
			continue
		}
		shape = shape.Child(step)
	}
	return at.Format(func(i int) bool { return lists[i] || isIndex(at[i]) })
}

func isIndex(step string) bool {
	return step != "" && strings.Trim(step, "0123456789") == ""
}
