package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// origins is the tree of a desired resource's origins, made only for resources
// that change.
type origins struct {
	here  *Origin
	below map[string]*origins
}

func originTree(byPointer map[string]Origin) *origins {
	root := &origins{}
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for pointer, origin := range byPointer {
		at := root
		for _, key := range strings.Split(pointer, "/")[min(1, len(pointer)):] {
			if pointer == "" {
				break
			}
			key = unescape.Replace(key)
			if at.below[key] == nil {
				if at.below == nil {
					at.below = make(map[string]*origins)
				}
				at.below[key] = &origins{}
			}
			at = at.below[key]
		}
		at.here = &origin
	}
	return root
}

// find follows a path through the desired attributes, and says how much of it
// has origins.
func (o *origins) find(attributes map[string]any, at path) (*origins, bool) {
	var value any = attributes
	for _, s := range at {
		next := o.below[s.key]
		if s.member {
			list, _ := value.([]any)
			i := slices.IndexFunc(list, func(one any) bool {
				m, ok := one.(map[string]any)
				return ok && m["name"] == s.key
			})
			value = nil
			if i >= 0 {
				value = list[i]
				if next == nil {
					next = o.below[itoa(i)]
				}
			}
		} else {
			m, _ := value.(map[string]any)
			value = m[s.key]
		}
		if next == nil {
			return o, false
		}
		o = next
	}
	return o, true
}

// all are the origins here and below.
func (o *origins) all() []Origin {
	var found []Origin
	if o.here != nil {
		found = append(found, *o.here)
	}
	for _, child := range o.below {
		found = append(found, child.all()...)
	}
	return found
}

// lines makes causes of origins: of each file the first line.
func lines(found []Origin) []Cause {
	var causes []Cause
	for _, o := range found {
		causes = append(causes, Cause{Kind: ByLine, File: o.File, Line: o.Line, Owner: o.Owner, Text: o.Text})
	}
	causes = sortedCauses(causes)
	return slices.CompactFunc(causes, func(a, b Cause) bool { return a.File == b.File })
}

// says are the causes of a difference that the documents brought about.
func (o *origins) says(attributes map[string]any, d difference) []Cause {
	at, whole := o.find(attributes, d.at)
	switch {
	case whole && at.here != nil:
		return lines([]Origin{*at.here})
	case whole && d.order:
		return removed(at) // the order is that of the file, not of a line
	case whole:
		if list := at.members(d); list != nil {
			return lines(list)
		}
		return lines(at.all())
	}
	return removed(at)
}

// members are the origins of those members of a list that are new in it, when
// it is a list whose members have no names.
func (o *origins) members(d difference) []Origin {
	from, _ := d.from.Any.([]any)
	to, _ := d.to.Any.([]any)
	var found []Origin
	for i, value := range to {
		isSame := func(other any) bool { return Equal(value, other) }
		if child := o.below[itoa(i)]; child != nil && !slices.ContainsFunc(from, isSame) {
			found = append(found, child.all()...)
		}
	}
	return found
}

// removed is the cause of what no line says any more; around is the nearest
// value about it that has origins.
func removed(around *origins) []Cause {
	found := lines(around.all())
	if len(found) == 0 {
		return []Cause{{Kind: ByRemoval}}
	}
	// The file that says most of what is around it.
	counts := make(map[string]int)
	for _, o := range around.all() {
		counts[o.File]++
	}
	best := slices.MaxFunc(found, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(counts[a.File], counts[b.File]), strings.Compare(b.File, a.File))
	})
	return []Cause{{Kind: ByRemoval, File: best.File, Owner: best.Owner}}
}

// origins are those of all leaves.
func (d *Desired) origins() map[string]Origin {
	if d.Leaves == nil {
		return d.Origins
	}
	all := d.Leaves()
	maps.Copy(all, d.Origins)
	return all
}

// document is the cause of an object as a whole.
func (d *Desired) document() []Cause {
	if o, found := d.Origins[""]; found {
		return lines([]Origin{o})
	}
	all := make([]Origin, 0, len(d.Origins))
	for _, o := range d.Origins {
		all = append(all, o)
	}
	if found := lines(all); len(found) > 0 {
		return found[:1]
	}
	return nil
}

// file is that of the object's document.
func (d *Desired) file() string {
	if causes := d.document(); len(causes) > 0 {
		return causes[0].File
	}
	return ""
}

func compareCauses(a, b Cause) int {
	return cmp.Or(
		cmp.Compare(a.Kind.rank(), b.Kind.rank()),
		strings.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		strings.Compare(a.Owner, b.Owner),
		strings.Compare(a.Text, b.Text),
		strings.Compare(a.Place, b.Place),
	)
}

func (k CauseKind) rank() int {
	return slices.Index([]CauseKind{ByLine, ByRemoval, ByDeletion, ByHand}, k)
}

func sortedCauses(causes []Cause) []Cause {
	slices.SortFunc(causes, compareCauses)
	return slices.Compact(causes)
}
