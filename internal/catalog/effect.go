package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// effects finds what differs in effective objects, and which edit is the cause.
func (c *Comparison) effects() {
	sameTree := slices.Equal(c.Base.Regions.Names, c.Head.Regions.Names)
	for _, e := range c.Edits {
		sameTree = sameTree && e.Object().Kind != KindRegion
	}
	for _, p := range c.pairs {
		if !isLocalizable(p.head.Kind) || sameTree && p.base.Doc == p.head.Doc && len(p.base.Forms) == 1 && len(p.head.Forms) == 1 {
			continue
		}
		c.compareForms(p)
	}
	for _, e := range c.Edits {
		switch {
		case !isLocalizable(e.Object().Kind):
		case e.Fate == Created:
			e.Effects = append(e.Effects, &Effect{Object: e.Head, Regions: e.Head.regions()})
		case e.Fate == Deleted:
			e.Effects = append(e.Effects, &Effect{Object: e.Base, Gone: true, Regions: e.Base.regions()})
		default:
			for _, v := range e.Values {
				c.hold(e, v)
			}
		}
	}
}

// forms is a form of base and the one that took its place.
type forms struct{ base, head *Form }

// compareForms compares what is effective of an object in each region.
func (c *Comparison) compareForms(p pair) {
	type known struct {
		effects []*Effect
		edits   []*Edit
	}
	compared := map[forms]*known{}
	for _, region := range c.regionsOf(p) {
		f := forms{p.base.At(region), p.head.At(region)}
		if f.base == nil || f.head == nil {
			if e := c.blame(p, f, region, nil); e != nil {
				e.take(&Effect{Object: p.head, Gone: f.head == nil, Regions: []string{region}})
			}
			continue
		}
		if f.base.Root == f.head.Root {
			continue
		}
		k := compared[f]
		if k == nil {
			k = &known{}
			compared[f] = k
			for _, v := range differences(f.base.Root, f.head.Root, p.head.Shape) {
				if v.At[0] != "spec" {
					continue
				}
				if e := c.blame(p, f, region, v); e != nil {
					k.edits = append(k.edits, e)
					k.effects = append(k.effects, &Effect{Object: p.head, Path: v.Path, At: v.At, From: v.From, To: v.To})
				}
			}
		}
		for i, e := range k.edits {
			effect := *k.effects[i]
			effect.Regions = []string{region}
			e.take(&effect)
		}
	}
}

// regionsOf are those in which an object is or was effective, in the order of head's tree.
func (c *Comparison) regionsOf(p pair) []string {
	regions := slices.Clone(p.head.regions())
	for _, region := range p.base.regions() {
		if p.head.At(region) == nil {
			regions = append(regions, region)
		}
	}
	return regions
}

// take adds an effect, to one that says the same of other regions where there is one.
func (e *Edit) take(effect *Effect) {
	for _, known := range e.Effects {
		if known.Object == effect.Object && known.Path == effect.Path && known.Gone == effect.Gone &&
			document.Equal(known.From, effect.From) && document.Equal(known.To, effect.To) {
			known.Regions = append(known.Regions, effect.Regions...)
			return
		}
	}
	e.Effects = append(e.Effects, effect)
}

// blame finds the edit that is the cause of a difference between two forms: of
// who wrote what is there now, of who wrote what was there, of a localization
// that takes it away or no longer does, of a region that moved, or of the object.
func (c *Comparison) blame(p pair, f forms, region string, v *Value) *Edit {
	if v != nil {
		if v.To != nil {
			if e := c.ofHead[c.Head.Writer(v.To.Location())]; e != nil {
				return e
			}
		}
		if v.From != nil {
			if e := c.ofBase[c.Base.Writer(v.From.Location())]; e != nil {
				return e
			}
		}
		if by := remover(f.head, v.At); by != nil && c.ofHead[by.Localization] != nil {
			return c.ofHead[by.Localization]
		}
		if by := remover(f.base, v.At); by != nil && c.ofBase[by.Localization] != nil {
			return c.ofBase[by.Localization]
		}
		// A list without names, or a whole member: something within it was edited.
		for _, side := range []struct {
			n     *document.Node
			c     *Catalog
			edits map[*Object]*Edit
		}{{v.To, c.Head, c.ofHead}, {v.From, c.Base, c.ofBase}} {
			if side.n == nil {
				continue
			}
			for _, leaf := range Leaves(side.n, nil) {
				if e := side.edits[side.c.Writer(leaf.Node.Location())]; e != nil {
					return e
				}
			}
		}
	}
	if e := c.Of(p.head); e != nil {
		return e
	}
	for _, tree := range []*Catalog{c.Head, c.Base} {
		for _, above := range tree.Regions.Path(region) {
			if o := tree.Regions.Object(above); o != nil && c.Of(o) != nil {
				return c.Of(o)
			}
		}
	}
	return nil
}

// remover is the change that takes a value away, in a form or in one above it.
func remover(f *Form, at document.Pointer) *Change {
	for ; f != nil; f = f.Above {
		for _, change := range f.Changes {
			if change.Action == Remove && len(change.At) <= len(at) && slices.Equal(change.At, at[:len(change.At)]) {
				return change
			}
		}
	}
	return nil
}

// hold finds in which regions an edit of an object arrives, and who keeps it back.
func (c *Comparison) hold(e *Edit, v *Value) {
	if v.At[0] != "spec" {
		return
	}
	type arrival struct {
		changed bool
		by      *Object
		at      source.Location
	}
	known := map[forms]arrival{}
	for _, region := range e.Head.regions() {
		f := forms{e.Base.At(region), e.Head.At(region)}
		if f.base == nil || f.head == nil {
			continue
		}
		a, found := known[f]
		if !found {
			was, is := f.base.value(v.At), f.head.value(v.At)
			a.changed = !document.Equal(was, is)
			if !a.changed {
				if by := remover(f.head, v.At); is == nil && by != nil {
					a.by, a.at = by.Localization, by.Place
				} else if is != nil && f.head != e.Head.Home {
					a.by, a.at = c.Head.Writer(is.Location()), Narrow(is, source.Location{})
				}
			}
			known[f] = a
		}
		switch {
		case a.changed:
			v.Regions = append(v.Regions, region)
		case a.by != nil && a.by != e.Head:
			i := slices.IndexFunc(v.Held, func(h *Held) bool { return h.By == a.by && h.At == a.at })
			if i < 0 {
				i, v.Held = len(v.Held), append(v.Held, &Held{By: a.by, At: a.at})
			}
			v.Held[i].Regions = append(v.Held[i].Regions, region)
		}
	}
}

// Reached is how many effective objects an edit changes: each object counts once
// for each region.
func (e *Edit) Reached() int { return reached([]*Edit{e}) }

// Reached is how many effective objects all edits change.
func (c *Comparison) Reached() int { return reached(c.Edits) }

func reached(edits []*Edit) int {
	seen := map[effective]bool{}
	for _, e := range edits {
		for _, effect := range e.Effects {
			for _, region := range effect.Regions {
				seen[effective{effect.Object, region}] = true
			}
		}
	}
	return len(seen)
}

// effective is an object in a region.
type effective struct {
	object *Object
	region string
}
