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
		if standards[0].object.Region == e.Standard.Region {
			var some [4]*Entry
			winners, _ := decide(standards[:level], region, at, some[:0], nil)
			return slices.Contains(winners, e)
		}
		standards = standards[level:]
	}
	return false
}

// levelOf is how many standards at the beginning belong to the same region.
func levelOf(standards []*standard) int {
	n := 1
	for n < len(standards) && standards[n].object.Region == standards[0].object.Region {
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
	slices.SortStableFunc(change.Governed, func(a, b *Entry) int { return a.Standard.first - b.Standard.first })
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

// Above is, for each field of a standard, what standards of regions above its
// own say of the same path of objects that both select.
func (c *Catalog) Above(o *Object) map[int][]*Entry {
	above := map[int][]*Entry{}
	kind := c.standards[o.Spec().Get("for").Get("kind").Str()]
	if kind == nil || o.Region == Global {
		return above
	}
	own := kind.all[slices.IndexFunc(kind.all, func(s *standard) bool { return s.object == o })]
	var others []*standard
	for _, s := range kind.all {
		if s != own && overlap(s, own) {
			others = append(others, s)
		}
	}
	for _, e := range own.entries {
		if governed, _ := governing(others, o.Region, e.pattern); e.Field >= 0 && len(governed) > 0 {
			above[e.Field] = governed
		}
	}
	return above
}
