package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/resource"
)

// The names of the brakes, by which they are released.
const (
	BrakeEmptySource       = "empty-source"        // nothing is desired any more
	BrakeShrunkenSource    = "shrunken-source"     // a large part is no longer desired
	BrakeDeletions         = "deletions"           // many deletions on a platform
	BrakeDeletionsInRegion = "deletions-in-region" // many of a region
	BrakeDeletionsOfKind   = "deletions-of-kind"   // many of a kind
	BrakeChanges           = "changes"             // many updates on a platform
	BrakeProtected         = "protected"           // deletions of protected objects
)

// Limit lets pass up to a share of what there is, or up to a number, whichever
// is more.
type Limit struct {
	Percent int `json:"percent"`
	Number  int `json:"number"`
}

// allows is the largest count that passes.
func (l Limit) allows(of int) int { return max(l.Number, of*l.Percent/100) }

// Limits are those of every brake that counts. Settings start from
// DefaultLimits; the zero value lets nothing pass.
type Limits struct {
	ShrunkenSource    Limit `json:"shrunkenSource"`
	Deletions         Limit `json:"deletions"`
	DeletionsInRegion Limit `json:"deletionsInRegion"`
	DeletionsOfKind   Limit `json:"deletionsOfKind"`
	Changes           Limit `json:"changes"`
}

// DefaultLimits are those of a repository that sets none. The numbers let small
// repositories and everyday edits pass: a document that is deleted takes one
// object in each of a dozen regions with it.
func DefaultLimits() Limits {
	return Limits{
		ShrunkenSource:    Limit{Percent: 50, Number: 2},
		Deletions:         Limit{Percent: 20, Number: 10},
		DeletionsInRegion: Limit{Percent: 50, Number: 10},
		DeletionsOfKind:   Limit{Percent: 50, Number: 20},
		Changes:           Limit{Percent: 50, Number: 100},
	}
}

// Brake is one that holds. One that holds the plan keeps all of it from being
// carried out; one that holds single objects keeps these.
type Brake struct {
	Name    string         `json:"name"`
	Where   string         `json:"where,omitempty"` // the region or kind it counted; empty for the platform
	Count   int            `json:"count"`
	Of      int            `json:"of"`
	Limit   int            `json:"limit"` // the largest count that passes
	Objects []resource.Key `json:"objects,omitempty"`
	Message string         `json:"message"`
	Help    string         `json:"help"`
}

// HoldsPlan says that nothing of the plan is carried out while the brake holds.
func (b *Brake) HoldsPlan() bool { return b.Name != BrakeProtected }

// brakes does all the arithmetic. Of the brakes on what disappears only the
// gravest is given: who releases it has seen the others' numbers in it.
func (m *maker) brakes(limits Limits) []Brake {
	var held []Brake
	if b := m.vanishing(limits.ShrunkenSource); b != nil {
		held = append(held, *b)
	} else {
		held = append(held, m.deletions(limits)...)
	}
	if b := m.changes(limits.Changes); b != nil {
		held = append(held, *b)
	}
	if b := m.protected(); b != nil {
		held = append(held, *b)
	}
	return held
}

func (b Brake) release() *Brake {
	b.Help = fmt.Sprintf("if this is what you want: --release %s --reason TEXT", b.Name)
	return &b
}

func percent(count, of int) string { return fmt.Sprintf("%d %%", count*100/max(of, 1)) }

func (l Limit) String() string {
	return fmt.Sprintf("%d or %d %% pass, whichever is more", l.Number, l.Percent)
}

// vanishing looks at the source: how much of what is known to be ours the
// documents no longer ask for, whether it is still on the platform or not.
func (m *maker) vanishing(limit Limit) *Brake {
	known, gone := 0, 0
	for _, key := range m.keys {
		if m.recorded[key] == nil && !m.ours(m.actual[key]) {
			continue
		}
		known++
		if m.desired[key] == nil {
			gone++
		}
	}
	b := Brake{Count: gone, Of: known}
	switch {
	case known > 0 && len(m.desired) == 0:
		b.Name = BrakeEmptySource
		b.Message = fmt.Sprintf("the documents ask for nothing on `%s`, where %d objects are ours: all of them would be deleted; was everything read?", m.target.Platform, known)
	case gone > limit.allows(known):
		b.Name, b.Limit = BrakeShrunkenSource, limit.allows(known)
		b.Message = fmt.Sprintf("the documents no longer ask for %d of the %d objects that are ours on `%s` (%s; %s): was everything read?",
			gone, known, m.target.Platform, percent(gone, known), limit)
	default:
		return nil
	}
	return b.release()
}

func (m *maker) deletions(limits Limits) []Brake {
	all := func(resource.Key) string { return "" }
	if held := m.deletionsBy(BrakeDeletions, limits.Deletions, all, "on"); held != nil {
		return held
	}
	return append(
		m.deletionsBy(BrakeDeletionsInRegion, limits.DeletionsInRegion, func(k resource.Key) string { return k.Region }, "in region"),
		m.deletionsBy(BrakeDeletionsOfKind, limits.DeletionsOfKind, func(k resource.Key) string { return k.Kind }, "of kind")...)
}

// deletionsBy counts deletions, and the objects of ours, in groups.
func (m *maker) deletionsBy(name string, limit Limit, group func(resource.Key) string, word string) []Brake {
	count, of := make(map[string]int), make(map[string]int)
	for i := range m.out.Changes {
		if c := &m.out.Changes[i]; c.Action == Delete {
			count[group(c.Key)]++
		}
	}
	for key, actual := range m.actual {
		if m.ours(actual) {
			of[group(key)]++
		}
	}
	var held []Brake
	for where, n := range count {
		if n <= limit.allows(of[where]) {
			continue
		}
		b := Brake{Name: name, Where: where, Count: n, Of: of[where], Limit: limit.allows(of[where])}
		b.Message = fmt.Sprintf("%d of %d objects %s `%s` would be deleted (%s; %s)",
			n, b.Of, word, cmp.Or(where, m.target.Platform), percent(n, b.Of), limit)
		held = append(held, *b.release())
	}
	slices.SortFunc(held, func(a, b Brake) int { return strings.Compare(a.Where, b.Where) })
	return held
}

// changes counts what would be updated. What is created harms nothing that is
// there, and counted against what is ours it would keep a first apply that was
// killed on its way from being carried on.
func (m *maker) changes(limit Limit) *Brake {
	n, ours := 0, m.out.Counts.Ours
	for i := range m.out.Changes {
		if m.out.Changes[i].Action == Update {
			n++
		}
	}
	if ours == 0 || n <= limit.allows(ours) {
		return nil
	}
	return Brake{
		Name: BrakeChanges, Count: n, Of: ours, Limit: limit.allows(ours),
		Message: fmt.Sprintf("%d objects would be updated on `%s`, where %d are ours (%s; %s)",
			n, m.target.Platform, ours, percent(n, ours), limit),
	}.release()
}

func (m *maker) protected() *Brake {
	b := Brake{Name: BrakeProtected, Of: m.out.Counts.Ours}
	for i := range m.out.Changes {
		if c := &m.out.Changes[i]; c.Held == BrakeProtected {
			b.Objects = append(b.Objects, c.Key)
		}
	}
	if b.Count = len(b.Objects); b.Count == 0 {
		return nil
	}
	list := make([]string, 0, 4)
	for _, key := range b.Objects[:min(3, len(b.Objects))] {
		list = append(list, key.String())
	}
	if more := len(b.Objects) - len(list); more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	b.Message = fmt.Sprintf("protected, and no longer asked for by any document: %s; these are not deleted", strings.Join(list, ", "))
	return b.release()
}
