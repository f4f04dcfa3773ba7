package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// Governing is what standards say of a path of an object, for changes that a
// region makes: the entries that decide at each level above the region, Global
// first, and those that gave way.
func (c *Catalog) Governing(o *Object, region string, at document.Pointer) (governed, overruled []*Entry) {
	return governing(o.standards, region, at)
}

// governing is Governing for the standards given, sorted by their level.
func governing(standards []*standard, region string, at document.Pointer) (governed, overruled []*Entry) {
	for len(standards) > 0 {
		level := levelOf(standards)
		home := standards[0].object.Region
		if home != region {
			before := len(governed)
			governed, overruled = decide(standards[:level], region, at, governed, overruled)
			if len(governed) > before {
				winner := governed[before]
				for _, above := range governed[:before] {
					if above.Stance.Strictness() > winner.Stance.Strictness() && !slices.Contains(overruled, above) {
						overruled = append(overruled, above)
					}
				}
			}
		}
		standards = standards[level:]
	}
	return governed, overruled
}

// decides says whether an entry is among those that decide of a path at its level.
func decides(standards []*standard, e *Entry, region string, at document.Pointer) bool {
	for len(standards) > 0 {
		level := levelOf(standards)
		if sameLevel(standards[0].object, e.Standard) {
			var some [4]*Entry
			winners, _ := decide(standards[:level], region, at, some[:0], nil)
			return slices.Contains(winners, e)
		}
		standards = standards[level:]
	}
	return false
}

// levelOf is how many standards at the beginning are of the same level.
func levelOf(standards []*standard) int {
	n := 1
	for n < len(standards) && sameLevel(standards[n].object, standards[0].object) {
		n++
	}
	return n
}

// decide picks, of what the standards of one level say of a path to a region,
// the most specific entries, and of those the strictest. Of equals the first
// decides, except that bounds hold side by side. What was equally specific and
// less strict gave way.
func decide(level []*standard, region string, at document.Pointer, winners, weaker []*Entry) (w, o []*Entry) {
	var best *Entry
	each := func(do func(e *Entry)) {
		for _, s := range level {
			if _, holds := s.object.reaches(region); !holds {
				continue
			}
			for _, e := range s.entries {
				if e.covers(at) {
					do(e)
				}
			}
		}
	}
	each(func(e *Entry) {
		if best == nil {
			best = e
		} else if rank := compareRank(e, best); rank > 0 || rank == 0 && e.Stance.Strictness() < best.Stance.Strictness() {
			best = e
		}
	})
	if best == nil {
		return winners, weaker
	}
	each(func(e *Entry) {
		switch {
		case compareRank(e, best) != 0:
		case e == best || e.Stance == Bounded && best.Stance == Bounded:
			winners = append(winners, e)
		case e.Stance.Strictness() > best.Stance.Strictness():
			weaker = append(weaker, e)
		}
	})
	return winners, weaker
}

// govern finds what standards say of a change that a region makes.
func (c *Catalog) govern(o *Object, region string, change *Change) {
	if len(o.standards) == 0 {
		return
	}
	change.Governed, change.Overruled = governing(o.standards, region, change.At)
	if change.From == nil || len(change.From.Entries) == 0 || change.Action == Add {
		return
	}
	// What takes something away, or replaces it as a whole, changes what was
	// within it too.
	for _, s := range o.standards {
		if _, holds := s.object.reaches(region); !holds || s.object.Region == region {
			continue
		}
		for _, e := range s.entries {
			if speaksWithin(e, change) && decidesWithin(o, s, e, region, change) {
				change.Governed = append(change.Governed, e)
			}
		}
	}
	slices.SortStableFunc(change.Governed, func(a, b *Entry) int { return standing(a.Standard) - standing(b.Standard) })
}

// speaksWithin says whether an entry is about something within what a change
// takes away or replaces: what is the same everywhere cannot be taken away, and
// members of a list that is replaced have the bounds of its members.
func speaksWithin(e *Entry, change *Change) bool {
	if len(e.pattern) <= len(change.At) || !matches(e.pattern[:len(change.At)], change.At) {
		return false
	}
	if e.Stance == Bounded {
		return change.Action == Set && len(e.pattern) == len(change.At)+1
	}
	return e.Stance == Standardize
}

// decidesWithin says whether an entry decides of some value that the level of
// its standard has there, and that the change does away with.
func decidesWithin(o *Object, s *standard, e *Entry, region string, change *Change) bool {
	found := o.seenFrom(s).Lookup(change.At)
	if !found.Whole {
		return false
	}
	for _, leaf := range Expand(found.Node, found.Shape, e.pattern[len(change.At):]) {
		if decides(o.standards, e, region, slices.Concat(change.At, leaf.At)) {
			return true
		}
	}
	return false
}

// seenFrom is the form of an object that a standard speaks of: the one that is
// effective where the standard was set, or its home form when that is further above.
func (o *Object) seenFrom(s *standard) *Form {
	if form := o.At(s.object.Region); form != nil {
		return form
	}
	return o.Home
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

// Above is what standards of higher standing than a standard's own say of the
// objects that it is for.
type Above struct {
	// Fields has, by the position of a field of the standard (-1 for `otherwise`),
	// the entries that decide there of the same path, those from above first.
	Fields map[int][]*Entry
	// Standards are all of them, those from above first.
	Standards []*Object
}

// Above finds what a standard has above it: what is adopted, and the standards of
// the regions above its own. A standard for many objects is no answer to one for
// some of them, which is the more particular: it is above those only that are for
// no other objects.
func (c *Catalog) Above(o *Object) Above {
	above := Above{Fields: map[int][]*Entry{}}
	kind := c.standards[o.Spec().Get("for").Get("kind").Str()]
	if kind == nil {
		return above
	}
	own := kind.all[slices.IndexFunc(kind.all, func(s *standard) bool { return s.object == o })]
	var others []*standard
	for _, s := range kind.all {
		if _, holds := s.object.reaches(o.Region); holds && standing(s.object) < standing(o) && c.covers(s, own) {
			others = append(others, s)
			above.Standards = append(above.Standards, s.object)
		}
	}
	for _, e := range own.entries {
		at := e.pattern
		if e.Field < 0 {
			at = document.Pointer{"spec"}
		}
		var deciding []*Entry
		for rest := others; len(rest) > 0; {
			level := levelOf(rest)
			deciding, _ = decide(rest[:level], o.Region, at, deciding, nil)
			rest = rest[level:]
		}
		if len(deciding) > 0 {
			above.Fields[e.Field] = deciding
		}
	}
	return above
}

// covers says whether one standard is for all that another one is for; where that
// names its objects, for some of them.
func (c *Catalog) covers(s, other *standard) bool {
	for _, name := range other.names {
		for _, o := range c.byName[other.kind][name] {
			if labels := o.Doc.Root.Get("metadata").Get("labels"); other.selects(name, labels) && s.selects(name, labels) {
				return true
			}
		}
	}
	if len(s.names) > 0 && (len(other.names) == 0 || slices.ContainsFunc(other.names, func(name string) bool { return !slices.Contains(s.names, name) })) {
		return false
	}
	for key, value := range s.labels {
		if other.labels[key] != value {
			return false
		}
	}
	return true
}
