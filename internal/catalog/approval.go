package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Part is why a team has a part in a change.
type Part string

// The parts that teams have. All but Affected ask for an approval.
const (
	Owns     Part = "owns"     // an object that is changed, created or deleted
	Gives    Part = "gives"    // an object that another team is to own
	Receives Part = "receives" // an object that another team owned
	Governs  Part = "governs"  // what is changed, by a standard of its own
	Relies   Part = "relies"   // on an object that is gone
	Grants   Part = "grants"   // a waiver
	MustSet  Part = "must set" // a value that regions have to set from now on
	Affected Part = "affected" // what is effective in its region differs, or is held back by it
)

// Approval is a team's part in a change, with what it is about.
type Approval struct {
	Team string // empty for objects without an owner
	Part Part
	Edit *Edit // what is done
	// By is what gives the team its part: the standard, the object that relies, the
	// localization that holds the edit back; nil where that is the edited object itself.
	By      *Object
	Paths   []string // of the edited object, or of By
	Regions []string
}

// Asks says whether the team has to agree.
func (a *Approval) Asks() bool { return a.Part != Affected }

// Approvals are the parts that teams have in the change, by team: those who must
// agree first. They follow from what the repository says of ownership; who the
// change is by, and who has agreed, only the forge knows.
func (c *Comparison) Approvals() []*Approval {
	b := &approvals{c: c, speakers: map[string]string{}}
	for _, e := range c.Edits {
		b.owners(e)
		b.governors(e)
		b.relying(e)
		b.granting(e)
		b.localizers(e)
		b.affected(e)
	}
	b.setters()
	asked := map[string]bool{}
	for _, a := range b.all {
		asked[a.Team] = asked[a.Team] || a.Asks()
	}
	slices.SortStableFunc(b.all, func(x, y *Approval) int {
		return cmp.Or(before(asked[x.Team], asked[y.Team]), strings.Compare(x.Team, y.Team), before(x.Asks(), y.Asks()))
	})
	return b.all
}

func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

type approvals struct {
	c        *Comparison
	all      []*Approval
	speakers map[string]string
}

func (b *approvals) add(a *Approval) {
	for _, known := range b.all {
		if known.Team == a.Team && known.Part == a.Part && known.Edit == a.Edit && known.By == a.By {
			known.Paths = union(known.Paths, a.Paths)
			known.Regions = union(known.Regions, a.Regions)
			return
		}
	}
	b.all = append(b.all, a)
}

// union adds to a list what it has not.
func union(list, more []string) []string {
	list = slices.Clone(list)
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

func (b *approvals) owners(e *Edit) {
	if e.Base != nil && e.Head != nil && e.Base.Owner() != e.Head.Owner() && !b.c.sameTeam(e) {
		b.add(&Approval{Team: e.Base.Owner(), Part: Gives, Edit: e})
		b.add(&Approval{Team: e.Head.Owner(), Part: Receives, Edit: e})
		return
	}
	b.add(&Approval{Team: e.Object().Owner(), Part: Owns, Edit: e})
}

// sameTeam says whether an owner only has another name.
func (c *Comparison) sameTeam(e *Edit) bool {
	team := c.Head.meaning(kindTeam, e.Head.Region, e.Head.Owner())
	was := c.Base.meaning(kindTeam, e.Base.Region, e.Base.Owner())
	return team != nil && was != nil && c.Was(team) == was
}

// governors are the owners of standards that hold what an edit changes: of an
// object what is not left to the regions, of a localization what it may not
// change; and of standards that an object slips away from.
func (b *approvals) governors(e *Edit) {
	for _, v := range e.Values {
		if v.At[0] != "spec" || e.Head == nil {
			continue
		}
		for _, s := range e.Head.standards {
			for _, entry := range s.entries {
				if entry.covers(v.At) && (entry.Stance == Standardize || entry.Stance == Bounded) && b.wins(e.Head, s, entry, v) {
					b.govern(e, entry, v.Path)
				}
			}
		}
	}
	for _, effect := range e.Effects {
		if e.Object().Kind != KindLocalization || effect.Gone {
			continue
		}
		for _, region := range effect.Regions {
			form := effect.Object.At(region)
			for ; form != nil && form.Above != nil; form = form.Above {
				for _, change := range form.Changes {
					if change.Localization != e.Head || change.Path != effect.Path || change.Inside {
						continue
					}
					for _, entry := range change.Governed {
						if entry.Stance == Standardize {
							b.govern(e, entry, change.Path)
						}
					}
				}
			}
		}
	}
	for _, g := range e.Guards {
		if g.Entry.Standard != e.Base {
			b.govern(e, g.Entry, g.Entry.Path)
		}
	}
}

// wins says whether an entry is the most specific of its standard's level for a value.
func (b *approvals) wins(o *Object, s *standard, entry *Entry, v *Value) bool {
	for _, region := range o.regions() {
		if _, holds := s.object.reaches(region); holds && region != s.object.Region && decides(o.standards, entry, region, v.At) {
			return true
		}
	}
	return false
}

func (b *approvals) govern(e *Edit, entry *Entry, path string) {
	owner := entry.Standard.Owner()
	if owner != e.Object().Owner() {
		b.add(&Approval{Team: owner, Part: Governs, Edit: e, By: entry.Standard, Paths: []string{path}})
	}
}

func (b *approvals) relying(e *Edit) {
	if e.Fate != Deleted {
		return
	}
	for _, r := range e.Relied {
		if !r.Alike {
			b.add(&Approval{Team: r.Object.Owner(), Part: Relies, Edit: e, By: r.Object, Paths: []string{r.Path}})
		}
	}
}

func (b *approvals) granting(e *Edit) {
	if e.Head == nil || e.Head.Kind != KindWaiver {
		return
	}
	if team := e.Head.Spec().Get("approvedBy").Str(); team != "" {
		b.add(&Approval{Team: team, Part: Grants, Edit: e})
	}
}

// localizers are the owners of values that were written against one that is not
// there any more, or is the same by now.
func (b *approvals) localizers(e *Edit) {
	for _, l := range e.Localized {
		if l.Now != nil && (l.Now.Action != Add || l.Was.Action == Add) {
			continue // what a standard says is another matter: rules tell whom it hits
		}
		if l.By.Owner() != e.Object().Owner() {
			b.add(&Approval{Team: l.By.Owner(), Part: Affected, Edit: e, By: l.By, Paths: []string{l.Path}, Regions: []string{l.Form.Region}})
		}
	}
}

// affected are the teams of the regions in which something else is effective, or
// that hold an edit back.
func (b *approvals) affected(e *Edit) {
	for _, effect := range e.Effects {
		for _, region := range effect.Regions {
			if region == Global {
				continue
			}
			if team := b.speaker(region); team != "" && team != e.Object().Owner() {
				b.add(&Approval{Team: team, Part: Affected, Edit: e, Regions: []string{region}})
			}
		}
	}
	for _, g := range e.Guards {
		for _, region := range g.Regions {
			if team := b.speaker(region); team != "" && team != e.Object().Owner() {
				b.add(&Approval{Team: team, Part: Affected, Edit: e, Regions: []string{region}})
			}
		}
	}
	for _, v := range e.Values {
		for _, held := range v.Held {
			if team := held.By.Owner(); team != e.Object().Owner() {
				b.add(&Approval{Team: team, Part: Affected, Edit: e, By: held.By, Paths: []string{v.Path}, Regions: held.Regions})
			}
		}
	}
}

// setters are the teams of the regions that have to set a value from now on.
func (b *approvals) setters() {
	was := map[string]bool{}
	left := func(c *Catalog, do func(*Object, *Left, string)) {
		for _, o := range c.Objects {
			for _, f := range o.Forms {
				for _, l := range f.Left {
					for _, region := range l.Regions {
						do(o, l, region)
					}
				}
			}
		}
	}
	key := func(o *Object, l *Left, region string) string { return o.ID().String() + " " + l.Path + " " + region }
	left(b.c.Base, func(o *Object, l *Left, region string) { was[key(o, l, region)] = true })
	left(b.c.Head, func(o *Object, l *Left, region string) {
		if was[key(o, l, region)] {
			return
		}
		e := b.c.Of(l.Entry.Standard)
		if e == nil {
			e = b.c.Of(o)
		}
		if e != nil {
			b.add(&Approval{Team: b.speaker(region), Part: MustSet, Edit: e, By: o, Paths: []string{l.Path}, Regions: []string{region}})
		}
	})
}

// speaker is Speaker, asked once for each region.
func (b *approvals) speaker(region string) string {
	if team, known := b.speakers[region]; known {
		return team
	}
	b.speakers[region] = b.c.Head.Speaker(region)
	return b.speakers[region]
}

// Speaker is the team that answers for a region: of those at home there the one
// that owns most of what the region has; the owner of the region where none is.
func (c *Catalog) Speaker(region string) string {
	owned := map[string]int{}
	for _, o := range c.Objects {
		if o.Region == region && c.Find(kindTeam, region, o.Owner()) != nil {
			owned[o.Owner()]++
		}
	}
	best := ""
	for team, n := range owned {
		if best == "" || n > owned[best] || n == owned[best] && team < best {
			best = team
		}
	}
	if o := c.Regions.Object(region); best == "" && o != nil {
		best = o.Owner()
	}
	return best
}
