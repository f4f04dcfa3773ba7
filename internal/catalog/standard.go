package catalog

import (
	"cmp"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Stance says what a region may do at a path.
type Stance string

// The stances, strictest first.
const (
	Standardize  Stance = "standardize"
	Bounded      Stance = "bounded"
	MustLocalize Stance = "mustLocalize"
	Localize     Stance = "localize"
)

// Strictness orders stances: 0 is the strictest.
func (s Stance) Strictness() int {
	if i := slices.Index([]Stance{Standardize, Bounded, MustLocalize, Localize}, s); i >= 0 {
		return i
	}
	return 4
}

// Entry is one line of a standard: for a path, the stance and its bounds.
type Entry struct {
	Standard *Object
	Field    int    // position in spec.fields; -1 for `otherwise`
	Path     string // the pattern, as written
	Stance   Stance
	// Bounds holds minimum, maximum, oneOf, pattern and additive, those that are given.
	Bounds *document.Node // the field's mapping; nil for `otherwise`
	At     source.Location

	pattern document.Pointer
}

// BoundNames are the fields of an entry that bound a value.
func BoundNames() []string { return []string{"minimum", "maximum", "oneOf", "pattern", "additive"} }

// rank says how specific the entry is: longer patterns before shorter, names before *.
func (e *Entry) rank() (length, names int) {
	for _, step := range e.pattern {
		if step != document.Any {
			names++
		}
	}
	return len(e.pattern), names
}

func compareRank(a, b *Entry) int {
	al, an := a.rank()
	bl, bn := b.rank()
	return cmp.Or(cmp.Compare(al, bl), cmp.Compare(an, bn))
}

// covers says whether the entry speaks of a path: its pattern is the path, or
// that of something the path lies in.
func (e *Entry) covers(at document.Pointer) bool {
	return len(e.pattern) <= len(at) && matches(e.pattern, at[:len(e.pattern)])
}

func matches(pattern, at document.Pointer) bool {
	for i, step := range pattern {
		if step != document.Any && step != at[i] {
			return false
		}
	}
	return true
}

// standard is a Standard, ready to be asked.
type standard struct {
	object    *Object
	names     []string
	labels    map[string]string
	existence string
	fields    []*Entry
	otherwise *Entry
}

// collectStandards reads the standards, by the kind they select.
func (c *Catalog) collectStandards() map[string][]*standard {
	all := map[string][]*standard{}
	for _, o := range c.Objects {
		if o.Kind != KindStandard {
			continue
		}
		selector := o.Spec().Get("for")
		s := &standard{object: o, labels: map[string]string{}, existence: o.Spec().Get("existence").Str()}
		s.names = texts(selector.Get("names"))
		if labels := selector.Get("labels"); labels != nil && labels.Kind == document.Map {
			for i := range labels.Entries {
				s.labels[labels.Entries[i].Key] = labels.Entries[i].Value.Text
			}
		}
		s.readFields(o)
		all[selector.Get("kind").Str()] = append(all[selector.Get("kind").Str()], s)
	}
	return all
}

func (s *standard) readFields(o *Object) {
	if fields := o.Spec().Get("fields"); fields != nil && fields.Kind == document.List {
		for i := range fields.Entries {
			field := fields.Entries[i].Value
			pattern, err := document.ParsePath(field.Get("path").Str())
			if err != nil {
				continue // the schema's findings say so
			}
			s.fields = append(s.fields, &Entry{
				Standard: o, Field: i, Path: field.Get("path").Str(), Stance: Stance(field.Get("stance").Str()),
				Bounds: field, At: place(field, "path"), pattern: pattern,
			})
		}
	}
	if otherwise := o.Spec().Get("otherwise"); otherwise.Str() != "" {
		s.otherwise = &Entry{
			Standard: o, Field: -1, Path: "spec", Stance: Stance(otherwise.Str()), At: otherwise.Location(),
		}
	}
}

func texts(list *document.Node) []string {
	if list == nil || list.Kind != document.List {
		return nil
	}
	all := make([]string, len(list.Entries))
	for i := range list.Entries {
		all[i] = list.Entries[i].Value.Str()
	}
	return all
}

// selects says whether the standard is for an object, and in which it is
// effective at all: it stands in the object's region, above it or below it.
func (s *standard) selects(o *Object) bool {
	if len(s.names) > 0 && !slices.Contains(s.names, o.Name) {
		return false
	}
	labels := o.Doc.Root.Get("metadata").Get("labels")
	for key, value := range s.labels {
		if got := labels.Get(key); got == nil || got.Text != value {
			return false
		}
	}
	return true
}

func (c *Catalog) selecting(o *Object) []*standard {
	var selecting []*standard
	for _, s := range c.standards[o.Kind] {
		if s.selects(o) {
			selecting = append(selecting, s)
		}
	}
	return selecting
}

// Standards are those that select the object and hold in a region: those of
// the region itself and of every region above it.
func (c *Catalog) Standards(o *Object, region string) []*Object {
	var all []*Object
	for _, s := range o.standards {
		if s.object.Region == region || c.Regions.IsBelow(region, s.object.Region) {
			all = append(all, s.object)
		}
	}
	return all
}

// candidates are the entries of one level that speak of a path, one for each
// standard, its most specific.
func candidates(standards []*standard, level string, covers func(*Entry) bool) []*Entry {
	var all []*Entry
	for _, s := range standards {
		if s.object.Region != level {
			continue
		}
		best := s.otherwise
		for _, e := range s.fields {
			if !covers(e) {
				continue
			}
			if best == nil || compareRank(e, best) > 0 || compareRank(e, best) == 0 && e.Stance.Strictness() < best.Stance.Strictness() {
				best = e
			}
		}
		if best != nil {
			all = append(all, best)
		}
	}
	return all
}

// decide picks, of the entries of one level, the most specific, of equals the
// strictest; weaker are the equals that gave way.
func decide(all []*Entry) (winner *Entry, weaker []*Entry) {
	for _, e := range all {
		if winner == nil || compareRank(e, winner) > 0 ||
			compareRank(e, winner) == 0 && e.Stance.Strictness() < winner.Stance.Strictness() {
			winner = e
		}
	}
	for _, e := range all {
		if e != winner && compareRank(e, winner) == 0 && e.Stance.Strictness() > winner.Stance.Strictness() {
			weaker = append(weaker, e)
		}
	}
	return winner, weaker
}

// Governing is what standards say of a path of an object, for changes that a
// region makes: the entry that decides at each level above the region, Global
// first, and those that gave way.
func (c *Catalog) Governing(o *Object, region string, at document.Pointer) (governed, overruled []*Entry) {
	return c.govern(o.standards, region, func(e *Entry) bool { return e.covers(at) })
}

func (c *Catalog) govern(standards []*standard, region string, covers func(*Entry) bool) (governed, overruled []*Entry) {
	if len(standards) == 0 || region == Global {
		return nil, nil
	}
	path := c.Regions.Path(region)
	for _, level := range path[:len(path)-1] {
		winner, weaker := decide(candidates(standards, level, covers))
		if winner == nil {
			continue
		}
		for _, above := range governed {
			if above.Stance.Strictness() > winner.Stance.Strictness() {
				overruled = append(overruled, above)
			}
		}
		governed = append(governed, winner)
		overruled = append(overruled, weaker...)
	}
	return governed, overruled
}

// governing is Governing for a change. Where a change takes away or replaces
// something with members, standards of what was within it speak too.
func (c *Catalog) governing(o *Object, region string, change *Change) (governed, overruled []*Entry) {
	governed, overruled = c.Governing(o, region, change.At)
	if change.From == nil || len(change.From.Entries) == 0 || change.Action == Add {
		return governed, overruled
	}
	inside := Lookup(o.Home.Root, o.Shape, change.At)
	for _, s := range o.standards {
		if !c.Regions.IsBelow(region, s.object.Region) {
			continue
		}
		for _, e := range s.fields {
			if len(e.pattern) <= len(change.At) || !matches(e.pattern[:len(change.At)], change.At) || e.Stance != Standardize {
				continue
			}
			if inside.Whole && len(Expand(inside.Node, inside.Shape, e.pattern[len(change.At):])) > 0 {
				governed = append(governed, e)
			}
		}
	}
	return governed, overruled
}

// Expand lists the paths of a tree that a pattern stands for.
func Expand(n *document.Node, shape *schema.Shape, pattern document.Pointer) []Leaf {
	if len(pattern) == 0 {
		return []Leaf{{Node: n}}
	}
	var all []Leaf
	for i := range n.Entries {
		name, below := entryStep(n, i, shape)
		if pattern[0] != document.Any && pattern[0] != name {
			continue
		}
		for _, leaf := range Expand(n.Entries[i].Value, below, pattern[1:]) {
			all = append(all, Leaf{At: append(document.Pointer{name}, leaf.At...), Node: leaf.Node})
		}
	}
	return all
}

// Above is, for each field of a standard, what standards of regions above its
// own say of the same path of objects that both select.
func (c *Catalog) Above(o *Object) map[int][]*Entry {
	above := map[int][]*Entry{}
	var own *standard
	for _, s := range c.standards[o.Spec().Get("for").Get("kind").Str()] {
		if s.object == o {
			own = s
		}
	}
	if own == nil || o.Region == Global {
		return above
	}
	var others []*standard
	for _, s := range c.standards[o.Spec().Get("for").Get("kind").Str()] {
		if s != own && overlap(s, own) {
			others = append(others, s)
		}
	}
	for _, e := range own.fields {
		if governed, _ := c.govern(others, o.Region, func(other *Entry) bool { return other.covers(e.pattern) }); len(governed) > 0 {
			above[e.Field] = governed
		}
	}
	return above
}

// overlap says whether two standards for one kind can select the same object.
func overlap(a, b *standard) bool {
	if len(a.names) > 0 && len(b.names) > 0 && !slices.ContainsFunc(a.names, func(name string) bool { return slices.Contains(b.names, name) }) {
		return false
	}
	for key, value := range a.labels {
		if other, found := b.labels[key]; found && other != value {
			return false
		}
	}
	return true
}

// Left is a path that regions must localize and have not.
type Left struct {
	Entry   *Entry
	At      document.Pointer
	Path    string
	Regions []string // regions without any below them
}

// leave finds what an object's regions must localize and have not.
func (c *Catalog) leave(o *Object) {
	for _, s := range o.standards {
		for _, e := range s.fields {
			if e.Stance != MustLocalize {
				continue
			}
			paths := Expand(o.Home.Root, o.Shape, e.pattern)
			if len(paths) == 0 && !slices.Contains(e.pattern, document.Any) {
				paths = []Leaf{{At: e.pattern}}
			}
			for _, path := range paths {
				c.leavePath(o, s, e, path)
			}
		}
	}
}

func (c *Catalog) leavePath(o *Object, s *standard, e *Entry, path Leaf) {
	left := &Left{Entry: e, At: path.At, Path: FormatPath(path.At, o.Shape)}
	for _, region := range c.Regions.Names {
		form := o.At(region)
		if form == nil || region == o.Region || len(c.Regions.Children(region)) > 0 || !c.Regions.IsBelow(region, s.object.Region) {
			continue
		}
		governed, _ := c.Governing(o, region, path.At)
		if !slices.Contains(governed, e) {
			continue // a more specific entry decides
		}
		if here := form.Lookup(path.At); !here.Whole || here.Node == path.Node {
			left.Regions = append(left.Regions, region)
		}
	}
	if len(left.Regions) > 0 {
		o.Home.Left = append(o.Home.Left, left)
	}
}
