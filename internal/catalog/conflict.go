package catalog

import (
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// verdict is what the localizations of one region say of a path and of what
// lies within it. Two that say different things of one value contradict each
// other: then the first one by name holds, and the other is reported.
type verdict struct {
	said    *Change // nil when nothing is said of the path itself
	dropped *Object // the first localization that wants nothing left of what stood there
	within  map[string]*verdict
}

// on gives the verdict on a path, made when it is not there.
func (v *verdict) on(at document.Pointer) *verdict {
	for _, step := range at {
		below := v.within[step]
		if below == nil {
			below = &verdict{}
			if v.within == nil {
				v.within = map[string]*verdict{}
			}
			v.within[step] = below
		}
		v = below
	}
	return v
}

// remember keeps what a localization does, for the next ones of the region.
func (m *merge) remember(change *Change) {
	if m.said == nil {
		return
	}
	m.said.on(change.At).said = change
	if change.Action == Remove {
		m.drop(change.At)
	}
}

// drop keeps that the localization wants nothing left of what stood at a path.
func (m *merge) drop(at document.Pointer) {
	if m.said == nil {
		return
	}
	if v := m.said.on(at); v.dropped == nil {
		v.dropped = m.by
	}
}

// concur keeps what a localization says without changing anything by it.
func (m *merge) concur(same Change) {
	same.Localization = m.by
	same.At = slices.Clone(same.At)
	same.Path = m.path(same.At)
	m.form.Repeats = append(m.form.Repeats, &same)
	if m.said == nil {
		return
	}
	if v := m.said.on(same.At); v.said == nil {
		v.said = &same
	}
}

// restored forgets that a path was removed, once it is set again.
func (m *merge) restored(at document.Pointer) {
	if m.said == nil {
		return
	}
	if v := m.said.on(at); v.said != nil && v.said.Action == Remove {
		v.said = nil
	}
}

// contradicts says whether another localization of the region has set a path to
// something else than a value, or has removed it or what it lies in, and reports that.
func (m *merge) contradicts(at document.Pointer, value *document.Node) bool {
	if m.said == nil {
		return false
	}
	v := m.said
	for i := 0; v != nil; i++ {
		if first := v.said; first != nil && first.Localization != m.by {
			if first.Action == Remove || i == len(at) && !compatible(first.To, value) {
				m.conflict(at, value.Location(), first)
				return true
			}
		}
		if i == len(at) {
			break
		}
		v = v.within[at[i]]
	}
	return false
}

// compatible says whether two localizations may say both: the same value, or two
// mappings, whose fields are compared one by one.
func compatible(a, b *document.Node) bool {
	return a.Kind == document.Map && b.Kind == document.Map || document.Equal(a, b)
}

// contradictsRemoval is contradicts for a path that is to be removed.
func (m *merge) contradictsRemoval(at document.Pointer, place source.Location) bool {
	if m.said == nil {
		return false
	}
	for n := 2; n <= len(at); n++ {
		dropped := m.said.on(at[:n]).dropped
		if dropped != nil && dropped != m.by && Lookup(m.set, m.object.Shape.Child("spec"), at[1:]).Whole {
			return true // both put something else in its place, and that is compared
		}
	}
	if first := m.setWithin(m.said.on(at)); first != nil {
		m.conflict(at, place, first)
		return true
	}
	return false
}

// setWithin is the first thing by its place that another localization sets at
// or within a path.
func (m *merge) setWithin(v *verdict) *Change {
	var first *Change
	if v.said != nil && v.said.Localization != m.by && v.said.Action != Remove {
		first = v.said
	}
	for _, below := range v.within {
		if other := m.setWithin(below); other != nil && (first == nil || isBefore(other.Place, first.Place)) {
			first = other
		}
	}
	return first
}

func isBefore(a, b source.Location) bool {
	return a.Path < b.Path || a.Path == b.Path && a.Span.Start < b.Span.Start
}

func (m *merge) conflict(at document.Pointer, place source.Location, first *Change) {
	path := m.path(at)
	m.c.refused[m.by] = true
	f := m.c.report(ruleConflict, place, fmt.Sprintf("two localizations of %s say different things of `%s`; that of `%s` counts here",
		m.form.Region, path, first.Localization.Name))
	f.Object, f.Owner, f.Path = m.form.ID(), m.by.Owner(), path
	f.Related = []finding.Related{{At: first.Place, Message: "the other one"}}
}
