package catalog

import (
	"cmp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Fate says what became of an object between two catalogs.
type Fate string

// What can become of an object.
const (
	Created Fate = "created"
	Changed Fate = "changed"
	Renamed Fate = "renamed" // and perhaps changed: its `previously` names the old one
	Deleted Fate = "deleted"
)

// Comparison is what differs between two catalogs: the base, as it was agreed,
// and the head, which is to take its place. It is made by Compare and then only read.
type Comparison struct {
	Base, Head *Catalog
	Edits      []*Edit // sorted by the object's kind, region and name
	Obscure    int     // objects of one side of which nobody knows what became on the other

	ofHead map[*Object]*Edit
	ofBase map[*Object]*Edit
	pairs  []pair
	unread map[string]bool // paths of files
}

// Edit is what became of one object, and what follows from it.
type Edit struct {
	Fate Fate
	Base *Object // nil for one that is created
	Head *Object // nil for one that is deleted
	// Values are what differs in its document; none for created and deleted ones.
	Values []*Value
	// Effects are what differs in effective objects because of it: its own, and of
	// a localization those of the object that it changes.
	Effects []*Effect
	// Relied are the places in head that name the object; of a deleted one those
	// that still do.
	Relied []*Reliance
	// Guards are entries of standards that held at base, and do not hold so in head.
	Guards []*Guard
	// Localized are values of regions that were written against what is edited here.
	Localized []*Localized
	// Twin is the deleted object with the same content as this created one.
	Twin *Object
}

// Value is one thing that differs between two versions of a document.
type Value struct {
	Action   Action
	At       document.Pointer // members of keyed lists by name
	Path     string
	List     bool           // a member of a list is added or removed
	From, To *document.Node // nil where there is none
	// Regions are those in which the effective value changed with it, Held those
	// in which a value of their own, or of a region above, keeps it back.
	Regions []string
	Held    []*Held
}

// Held is a value of a region that keeps an edit of the base back.
type Held struct {
	By      *Object // the localization
	At      source.Location
	Regions []string
}

// Effect is one value that differs in the effective forms of an object.
type Effect struct {
	Object   *Object // of head; of base where the object is deleted
	Path     string  // empty for the object as a whole: it is new there, or gone
	At       document.Pointer
	From, To *document.Node // both nil for the object as a whole
	Gone     bool           // the object as a whole is gone
	Regions  []string
}

// Object is the object in head, in base where it is deleted.
func (e *Edit) Object() *Object {
	if e.Head != nil {
		return e.Head
	}
	return e.Base
}

// Of is the edit of an object of head or base; nil when it is as it was.
func (c *Comparison) Of(o *Object) *Edit {
	if e := c.ofHead[o]; e != nil {
		return e
	}
	return c.ofBase[o]
}

// Was is the object of base that an object of head was; nil for a new one.
func (c *Comparison) Was(o *Object) *Object {
	if e := c.ofHead[o]; e != nil {
		return e.Base
	}
	return c.Base.byID[o.ID()]
}

// Count is how many edits are of a fate.
func (c *Comparison) Count(fate Fate) int {
	n := 0
	for _, e := range c.Edits {
		if e.Fate == fate {
			n++
		}
	}
	return n
}

// pair is an object in both catalogs.
type pair struct{ base, head *Object }

// Compare finds what differs between two catalogs. Documents that both share
// cost next to nothing. What stands in files that could not be read on one side,
// and what a document there was meant to be that is no object, is left out:
// nobody knows whether it is new or gone.
func Compare(base, head *Catalog, unread map[string]bool) *Comparison {
	c := &Comparison{Base: base, Head: head, unread: unread, ofHead: map[*Object]*Edit{}, ofBase: map[*Object]*Edit{}}
	c.pair()
	c.effects()
	c.reliances()
	c.guards()
	c.localized()
	return c
}

// pair finds for each object of one side that of the other.
func (c *Comparison) pair() {
	taken := map[*Object]bool{}
	var fresh []*Object
	for _, o := range c.Head.Objects {
		if was := c.Base.byID[o.ID()]; was != nil {
			taken[was] = true
			c.pairs = append(c.pairs, pair{was, o})
			if values := c.written(was, o); len(values) > 0 {
				c.edit(&Edit{Fate: Changed, Base: was, Head: o, Values: values})
			}
			continue
		}
		fresh = append(fresh, o)
	}
	for _, o := range fresh {
		if was := c.former(o); was != nil && !taken[was] {
			taken[was] = true
			c.pairs = append(c.pairs, pair{was, o})
			c.edit(&Edit{Fate: Renamed, Base: was, Head: o, Values: slices.DeleteFunc(c.written(was, o), isName)})
			continue
		}
		if !c.obscure(o, c.Base) {
			c.edit(&Edit{Fate: Created, Head: o})
		}
	}
	var gone []*Object
	for _, o := range c.Base.Objects {
		if !taken[o] && !c.obscure(o, c.Head) {
			gone = append(gone, o)
			c.edit(&Edit{Fate: Deleted, Base: o})
		}
	}
	c.twins(gone)
	slices.SortStableFunc(c.Edits, func(a, b *Edit) int {
		x, y := a.Object(), b.Object()
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Region, y.Region), strings.Compare(x.Name, y.Name))
	})
}

func (c *Comparison) edit(e *Edit) {
	c.Edits = append(c.Edits, e)
	if e.Head != nil {
		c.ofHead[e.Head] = e
	}
	if e.Base != nil {
		c.ofBase[e.Base] = e
	}
}

// obscure says whether the other side may have an object and cannot show it.
func (c *Comparison) obscure(o *Object, other *Catalog) bool {
	if !c.unread[o.Doc.File.Path] && !other.sketched[o.Kind][o.Name] {
		return false
	}
	c.Obscure++
	return true
}

// former is the object that one says it was, where it is no more.
func (c *Comparison) former(o *Object) *Object {
	name := o.Doc.Root.Get("metadata").Get("previously").Str()
	if name == "" {
		return nil
	}
	id := finding.Object{Kind: o.Kind, Region: o.Region, Name: name}
	if c.Head.byID[id] != nil {
		return nil
	}
	return c.Base.byID[id]
}

// isName says whether a value says no more than that the object was renamed.
func isName(v *Value) bool {
	return len(v.At) == 2 && v.At[0] == "metadata" && (v.At[1] == "name" || v.At[1] == "previously")
}

// twins finds for created objects the deleted one of the same content.
func (c *Comparison) twins(gone []*Object) {
	for _, e := range c.Edits {
		if e.Fate != Created || e.Head.Spec() == nil {
			continue
		}
		for _, was := range gone {
			if was.Kind == e.Head.Kind && was.Region == e.Head.Region && document.Equal(was.Spec(), e.Head.Spec()) {
				e.Twin = was
				break
			}
		}
	}
}

// written lists what differs in two documents. What a localization sets has the
// shape of the object that it changes.
func (c *Comparison) written(was, is *Object) []*Value {
	of := is.Spec().Get("of")
	before, after := was.Spec().Get("set"), is.Spec().Get("set")
	if is.Kind != KindLocalization || before == nil || after == nil || !c.Head.schemas.Has(of.Get("kind").Str()) ||
		!document.Equal(was.Spec().Get("of"), of) {
		return differences(was.Doc.Root, is.Doc.Root, is.Shape)
	}
	set := document.Pointer{"spec", "set"}
	values := slices.DeleteFunc(differences(was.Doc.Root, is.Doc.Root, is.Shape), func(v *Value) bool {
		return len(v.At) >= len(set) && slices.Equal(v.At[:len(set)], set)
	})
	for _, v := range differences(before, after, c.Head.schemas.Describe(of.Get("kind").Str()).Child("spec")) {
		if v.At, v.Path = slices.Concat(set, v.At), "spec.set."+v.Path; len(v.At) == len(set) {
			v.Path = "spec.set"
		}
		values = append(values, v)
	}
	return values
}

// differences lists what differs between two trees of one shape, in the order
// of the second, then what only the first has.
func differences(base, head *document.Node, shape *schema.Shape) []*Value {
	var values []*Value
	var walk func(base, head *document.Node, shape *schema.Shape, at document.Pointer)
	walk = func(base, head *document.Node, shape *schema.Shape, at document.Pointer) {
		if base == head {
			return
		}
		keyed := base.Kind == document.List && mergeKey(shape) != ""
		if base.Kind != head.Kind || base.Kind != document.Map && !keyed {
			if !document.Equal(base, head) {
				values = append(values, &Value{Action: Set, At: slices.Clone(at), From: base, To: head})
			}
			return
		}
		was := byStep(base, shape)
		for i := range head.Entries {
			name, below := entryStep(head, i, shape)
			if j, found := was[name]; found {
				delete(was, name)
				walk(base.Entries[j].Value, head.Entries[i].Value, below, append(at, name))
				continue
			}
			values = append(values, &Value{Action: Add, At: append(slices.Clone(at), name), List: keyed, To: head.Entries[i].Value})
		}
		for i := range base.Entries {
			name, _ := entryStep(base, i, shape)
			if j, left := was[name]; left && i == j {
				values = append(values, &Value{Action: Remove, At: append(slices.Clone(at), name), List: keyed, From: base.Entries[i].Value})
			}
		}
	}
	walk(base, head, shape, nil)
	for _, v := range values {
		v.Path = FormatPath(v.At, shape)
	}
	return values
}

// byStep is at which position each step of a path leads on.
func byStep(n *document.Node, shape *schema.Shape) map[string]int {
	positions := make(map[string]int, len(n.Entries))
	for i := range n.Entries {
		name, _ := entryStep(n, i, shape)
		if _, twice := positions[name]; !twice {
			positions[name] = i
		}
	}
	return positions
}

// Trace is a place in head where it shows that an object is gone: the document
// that stood before it in its file, or the first that still does; else the
// region that it belonged to, the organisation, or the team that owned it. It
// is zero when head has none of them.
func (c *Comparison) Trace(o *Object) (source.Location, *Object) {
	if here := c.Head.byFile[o.Doc.File.Path]; len(here) > 0 {
		last := here[0]
		for _, other := range c.Base.byFile[o.Doc.File.Path] {
			if other == o {
				break
			}
			if still := c.Head.byID[other.ID()]; still != nil && still.Doc.File.Path == o.Doc.File.Path {
				last = still
			}
		}
		return place(last.Doc.Root, "metadata", "name"), last
	}
	for region := o.Region; region != Global; region = c.Base.Regions.Parent(region) {
		if still := c.Head.Find(KindRegion, Global, region); still != nil {
			return place(still.Doc.Root, "metadata", "name"), still
		}
	}
	for _, other := range c.Head.Objects {
		if other.Kind == KindOrganization {
			return place(other.Doc.Root, "metadata", "name"), other
		}
	}
	if team := c.Head.Visible(kindTeam, o.Region, o.Owner()); team != nil {
		return place(team.Doc.Root, "metadata", "name"), team
	}
	return source.Location{}, nil
}

// kindTeam owns objects.
const kindTeam = "Team"

// Shares says whether a place of base reads the same in head: its file is the same.
func (c *Comparison) Shares(at source.Location) bool {
	was, is := c.Base.byFile[at.Path], c.Head.byFile[at.Path]
	return len(was) > 0 && len(is) > 0 && was[0].Doc.File == is[0].Doc.File
}
