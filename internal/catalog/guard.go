package catalog

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
)

// Guard is an entry of a standard that held for objects at base, where in head
// nothing says quite the same. Whether what holds now is weaker is for rules to judge.
type Guard struct {
	Entry   *Entry    // of base
	After   []*Entry  // what governs there in head, level by level; none when nothing does
	Objects []*Object // of head, for which it held
	Regions []string  // for which it held, in the order of the tree
}

// guards finds what edits of standards, and of what standards select objects by,
// do to what was held.
func (c *Comparison) guards() {
	for _, p := range c.pairs {
		if len(p.base.standards) == 0 {
			continue
		}
		for _, s := range p.base.standards {
			e := c.ofBase[s.object]
			if e == nil && !slices.ContainsFunc(p.head.standards, func(other *standard) bool { return other.object.ID() == s.object.ID() }) {
				e = c.ofHead[p.head]
			}
			if e == nil {
				continue
			}
			for _, entry := range s.entries {
				c.guard(e, entry, p)
			}
		}
	}
	order := c.Head.Regions.at
	for _, e := range c.Edits {
		for _, g := range e.Guards {
			slices.SortFunc(g.Regions, func(a, b string) int { return order[a] - order[b] })
			g.Regions = slices.Compact(g.Regions)
		}
	}
}

// guard notes where an entry held for an object and holds no more. Regions for
// which the same standards speak are asked once.
func (c *Comparison) guard(e *Edit, entry *Entry, p pair) {
	at := entry.pattern
	if entry.Field < 0 {
		at = document.Pointer{"spec"}
	}
	after := map[string][]*Entry{}
	lost := map[string]bool{}
	for _, region := range p.base.regions() {
		if _, holds := entry.Standard.reaches(region); !holds || region == entry.Standard.Region || region == p.base.Region || p.head.At(region) == nil {
			continue
		}
		same := speaking(p.base.standards, region) + "/" + speaking(p.head.standards, region)
		if _, known := lost[same]; !known {
			if !decides(p.base.standards, entry, region, at) {
				lost[same] = false
			} else {
				after[same], _ = governing(p.head.standards, region, at)
				lost[same] = !slices.ContainsFunc(after[same], entry.saysAs)
			}
		}
		if lost[same] {
			e.lose(entry, after[same], p.head, region)
		}
	}
}

// speaking tells sets of standards that hold in a region apart. A standard holds
// for the regions below its own.
func speaking(standards []*standard, region string) string {
	var b strings.Builder
	for _, s := range standards {
		if _, holds := s.object.reaches(region); holds && s.object.Region != region {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// saysAs says whether two entries demand the same.
func (e *Entry) saysAs(other *Entry) bool {
	if e.Stance != other.Stance {
		return false
	}
	return !slices.ContainsFunc(BoundNames(), func(name string) bool {
		return !document.Equal(e.Bounds.Get(name), other.Bounds.Get(name))
	})
}

func (e *Edit) lose(entry *Entry, after []*Entry, o *Object, region string) {
	i := slices.IndexFunc(e.Guards, func(g *Guard) bool { return g.Entry == entry && slices.Equal(g.After, after) })
	if i < 0 {
		i, e.Guards = len(e.Guards), append(e.Guards, &Guard{Entry: entry, After: after})
	}
	g := e.Guards[i]
	if len(g.Objects) == 0 || g.Objects[len(g.Objects)-1] != o {
		g.Objects = append(g.Objects, o)
	}
	g.Regions = append(g.Regions, region)
}

// Localized is a value of a region that stands as it did, while what it was
// written against changed: the value above it, or what a standard says of it.
type Localized struct {
	Object *Object // of head: what is localized
	Form   *Form   // of head: the region's
	By     *Object // of head: the localization
	Path   string
	At     document.Pointer
	Was    *Change // at base
	Now    *Change // in head; nil where it changes nothing any more
}

// localized finds what edits do to values that regions wrote before.
func (c *Comparison) localized() {
	if len(c.Edits) == 0 {
		return
	}
	for _, p := range c.pairs {
		if len(p.base.Forms) == 1 || len(p.head.Forms) == 1 {
			continue
		}
		for _, is := range p.head.Forms[1:] {
			i := slices.IndexFunc(p.base.Forms[1:], func(f *Form) bool { return f.Region == is.Region })
			if i >= 0 {
				c.localizedIn(p, p.base.Forms[i+1], is)
			}
		}
	}
}

func (c *Comparison) localizedIn(p pair, was, is *Form) {
	now := map[string]*Change{}
	for _, change := range is.Changes {
		now[change.Path] = change
	}
	told := map[string]bool{}
	for _, before := range was.Changes {
		after := now[before.Path]
		l := &Localized{Object: p.head, Form: is, Path: before.Path, At: before.At, Was: before, Now: after}
		if after != nil {
			l.By = after.Localization
		} else {
			l.By = c.stands(is, before)
		}
		if l.By == nil || after != nil && (after.Action != before.Action && before.Action == Add || !document.Equal(before.To, after.To)) {
			continue // the region has written it anew
		}
		var e *Edit
		switch {
		case after == nil || before.Action != Add && after.Action == Add:
			if e = c.blame(p, forms{was.Above, is.Above}, is.Region, &Value{At: before.At, From: before.From, To: is.Above.value(before.At)}); after != nil {
				l.Now = added(is, after)
				l.Path, l.At = l.Now.Path, l.Now.At
			}
		case !slices.EqualFunc(before.Governed, after.Governed, (*Entry).saysAs):
			e = c.ofStandard(before, after)
		}
		if e != nil && !told[l.Path] && c.ofHead[l.By] != e {
			told[l.Path] = true
			e.Localized = append(e.Localized, l)
		}
	}
}

// stands is the localization whose value or removal still stands in a form,
// though it changes nothing there.
func (c *Comparison) stands(is *Form, before *Change) *Object {
	if before.Action == Remove {
		l := c.Head.byID[before.Localization.ID()]
		if l != nil && slices.Contains(texts(l.Spec().Get("remove")), before.Path) {
			return l
		}
		return nil
	}
	n := is.value(before.At)
	if n == nil || !document.Equal(n, before.To) {
		return nil
	}
	by := c.Head.Writer(n.Location())
	if by == nil || by.Kind != KindLocalization || by.Region != is.Region {
		return nil
	}
	return by
}

// added is the change that adds what another one lies in.
func added(f *Form, inner *Change) *Change {
	for _, change := range f.Changes {
		if change.Action == Add && !change.Inside && len(change.At) <= len(inner.At) && slices.Equal(change.At, inner.At[:len(change.At)]) {
			return change
		}
	}
	return inner
}

// ofStandard is the edit of a standard that says something else of a change than before.
func (c *Comparison) ofStandard(before, after *Change) *Edit {
	for _, entry := range after.Governed {
		if e := c.ofHead[entry.Standard]; e != nil && !slices.ContainsFunc(before.Governed, entry.saysAs) {
			return e
		}
	}
	for _, entry := range before.Governed {
		if e := c.ofBase[entry.Standard]; e != nil && !slices.ContainsFunc(after.Governed, entry.saysAs) {
			return e
		}
	}
	return nil
}
