package catalog

import (
	"cmp"
	"slices"

	"interlock.dev/interlock/internal/document"
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
	switch s {
	case Standardize:
		return 0
	case Bounded:
		return 1
	case MustLocalize:
		return 2
	case Localize:
		return 3
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

	pattern document.Pointer // empty for `otherwise`
	names   int              // how many steps of the pattern are names, and not *
}

// BoundNames are the fields of an entry that bound a value.
func BoundNames() []string { return []string{"minimum", "maximum", "oneOf", "pattern", "additive"} }

// compareRank orders entries by how specific they are: longer patterns after
// shorter, of one length those with more names; `otherwise` is the least.
func compareRank(a, b *Entry) int {
	return cmp.Or(cmp.Compare(len(a.pattern), len(b.pattern)), cmp.Compare(a.names, b.names))
}

// covers says whether the entry speaks of a path: its pattern is the path, or
// that of something the path lies in; `otherwise` is for all of the spec.
func (e *Entry) covers(at document.Pointer) bool {
	if e.Field < 0 {
		return len(at) > 0 && at[0] == "spec"
	}
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
	object  *Object
	kind    string
	names   []string
	labels  map[string]string
	entries []*Entry // one for each field, and `otherwise`
	order   int      // among all standards: those of regions above come first
}

// selection holds the standards for objects of one kind.
type selection struct {
	all    []*standard            // in their order
	any    []*standard            // those that name no objects
	byName map[string][]*standard // the others
}

// collectStandards reads the standards, by the kind they select.
func (c *Catalog) collectStandards() map[string]*selection {
	var all []*standard
	for _, o := range c.Objects {
		if o.Kind == KindStandard {
			all = append(all, readStandard(o))
		}
	}
	// The regions on the way to any region stand in the tree in the order of that
	// way, so entries sorted by it come level by level: what is adopted, then Global.
	slices.SortStableFunc(all, func(a, b *standard) int { return cmp.Compare(standing(a.object), standing(b.object)) })
	byKind := map[string]*selection{}
	for i, s := range all {
		s.order = i
		c.checkPaths(s)
		kind := byKind[s.kind]
		if kind == nil {
			kind = &selection{byName: map[string][]*standard{}}
			byKind[s.kind] = kind
		}
		kind.all = append(kind.all, s)
		if len(s.names) == 0 {
			kind.any = append(kind.any, s)
		}
		for _, name := range s.names {
			kind.byName[name] = append(kind.byName[name], s)
		}
	}
	return byKind
}

// standing orders the standards that hold in a region. Those that are adopted stand
// above all that the organisation says itself, which may tighten them only.
func standing(standard *Object) int {
	if standard.Adopted() {
		return -2 // a region that nobody knows has -1
	}
	return standard.first
}

// sameLevel says whether two standards speak with the same right.
func sameLevel(a, b *Object) bool { return a.Region == b.Region && a.Adopted() == b.Adopted() }

func readStandard(o *Object) *standard {
	selector := o.Spec().Get("for")
	s := &standard{object: o, kind: selector.Get("kind").Str(), labels: map[string]string{}}
	s.names = texts(selector.Get("names"))
	if labels := selector.Get("labels"); labels != nil && labels.Kind == document.Map {
		for i := range labels.Entries {
			s.labels[labels.Entries[i].Key] = labels.Entries[i].Value.Text
		}
	}
	if fields := o.Spec().Get("fields"); fields != nil && fields.Kind == document.List {
		for i := range fields.Entries {
			if e := readEntry(o, i, fields.Entries[i].Value); e != nil {
				s.entries = append(s.entries, e)
			}
		}
	}
	if otherwise := o.Spec().Get("otherwise"); otherwise.Str() != "" {
		s.entries = append(s.entries, &Entry{
			Standard: o, Field: -1, Path: "spec", Stance: Stance(otherwise.Str()), At: otherwise.Location(),
		})
	}
	return s
}

// readEntry reads a field of a standard; nil for a path that cannot be read,
// of which the schema's findings tell.
func readEntry(o *Object, i int, field *document.Node) *Entry {
	pattern, err := document.ParsePath(field.Get("path").Str())
	if err != nil {
		return nil
	}
	e := &Entry{
		Standard: o, Field: i, Path: field.Get("path").Str(), Stance: Stance(field.Get("stance").Str()),
		Bounds: field, At: place(field, "path"), pattern: pattern,
	}
	for _, step := range pattern {
		if step != document.Any {
			e.names++
		}
	}
	return e
}

// texts lists the texts of a list, each once.
func texts(list *document.Node) []string {
	if list == nil || list.Kind != document.List {
		return nil
	}
	var all []string
	for i := range list.Entries {
		if text := list.Entries[i].Value.Str(); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// selecting lists the standards that are for an object, those of regions above
// before those below.
func (c *Catalog) selecting(o *Object) []*standard {
	kind := c.standards[o.Kind]
	if kind == nil {
		return nil
	}
	labels := o.Doc.Root.Get("metadata").Get("labels")
	var selecting []*standard
	for _, some := range [...][]*standard{kind.any, kind.byName[o.Name]} {
		for _, s := range some {
			if s.wants(labels) {
				selecting = append(selecting, s)
			}
		}
	}
	slices.SortFunc(selecting, func(a, b *standard) int { return cmp.Compare(a.order, b.order) })
	return selecting
}

// selects says whether the standard is for objects of a name and of labels.
func (s *standard) selects(name string, labels *document.Node) bool {
	return (len(s.names) == 0 || slices.Contains(s.names, name)) && s.wants(labels)
}

// wants says whether labels are those that the standard selects by.
func (s *standard) wants(labels *document.Node) bool {
	for key, value := range s.labels {
		if got := labels.Get(key); got == nil || got.Text != value {
			return false
		}
	}
	return true
}

// Standards are those that select the object and hold in a region: those of
// the region itself and of every region above it, Global first.
func (c *Catalog) Standards(o *Object, region string) []*Object {
	var all []*Object
	for _, s := range o.standards {
		if _, holds := s.object.reaches(region); holds {
			all = append(all, s.object)
		}
	}
	return all
}
